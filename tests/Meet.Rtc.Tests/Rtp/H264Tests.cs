using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class H264Tests
{
    private static readonly byte[] ParameterSets = Convert.FromHexString("78" + "0004" + "6742c01f" + "0003" + "68ce3c" + "0002" + "6588");

    [Fact]
    public void An_aggregate_is_read_to_its_end()
    {
        H264Payload.TryParse(ParameterSets, out var payload).ShouldBeTrue();

        (payload.Packing, payload.NalType).ShouldBe((H264Packing.Aggregate, 7));
        (payload.HasSps, payload.HasPps, payload.HasIdr, payload.IsKeyframe).ShouldBe((true, true, true, true));
    }

    [Theory]
    [InlineData("6588", 5, true, true, true)] // IDR slice
    [InlineData("6742c01f", 7, true, true, true)] // SPS
    [InlineData("68ce3c", 8, true, true, false)] // PPS
    [InlineData("419a", 1, true, true, false)] // another slice
    [InlineData("0a", 10, true, true, false)] // end of sequence: one byte
    [InlineData("7c8588", 5, true, false, true)] // first piece of an IDR slice
    [InlineData("7c0588", 5, false, false, false)] // a middle one
    [InlineData("7c4588", 5, false, true, false)] // the last
    [InlineData("5c819a", 1, true, false, false)] // first piece of another slice
    [InlineData("780002419a", 1, true, true, false)]
    public void What_starts_a_keyframe_is_known(string hex, int type, bool starts, bool ends, bool isKeyframe)
    {
        H264Payload.TryParse(Convert.FromHexString(hex), out var payload).ShouldBeTrue();
        (payload.NalType, payload.StartsNal, payload.EndsNal, payload.IsKeyframe).ShouldBe((type, starts, ends, isKeyframe));
    }

    [Theory]
    [InlineData("")]
    [InlineData("e588")] // damaged, says the sender
    [InlineData("0088")] // type 0
    [InlineData("7900016500")] // STAP-B
    [InlineData("7a00")] // MTAP16
    [InlineData("7d8588")] // FU-B
    [InlineData("7e00")] // type 30
    [InlineData("78")] // an empty aggregate
    [InlineData("780000")] // an empty unit
    [InlineData("78000365")] // a unit that is cut off
    [InlineData("7800016500")] // a byte too many
    [InlineData("780002781a")] // an aggregate in an aggregate
    [InlineData("7c85")] // a piece of nothing
    [InlineData("7c9c88")] // a fragment of a fragment
    public void Malformed_and_interleaved_payloads_are_rejected(string hex) =>
        H264Payload.TryParse(Convert.FromHexString(hex), out _).ShouldBeFalse();

    [Fact]
    public void Damaged_payloads_never_throw()
    {
        var mutations = new Mutations(10);
        for (var i = 0; i < 200_000; i++)
        {
            if (H264Payload.TryParse(mutations.Next(ParameterSets), out var payload))
                payload.NalType.ShouldBeInRange(1, 23);
        }
    }
}
