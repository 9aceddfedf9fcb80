using Meet.Load.Streams;

namespace Meet.Media.Tests.Load;

public sealed class StampTests
{
    [Fact]
    public void What_is_written_is_read_from_the_end_of_any_payload()
    {
        var payload = new byte[40];
        var stamp = new Stamp(7, 1L << 40, long.MaxValue);
        stamp.Write(payload);
        Stamp.TryRead(payload, out var read).ShouldBeTrue();
        read.ShouldBe(stamp);
        payload[..16].ShouldAllBe(b => b == 0);
    }

    [Fact]
    public void What_has_none_is_not_ours()
    {
        Stamp.TryRead(new byte[23], out _).ShouldBeFalse();
        Stamp.TryRead(new byte[100], out _).ShouldBeFalse();
    }
}
