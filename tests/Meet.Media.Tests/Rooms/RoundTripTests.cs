using Meet.Media.Rooms;
using Meet.Rtc.Rtcp;

namespace Meet.Media.Tests.Rooms;

public sealed class RoundTripTests
{
    private const ulong Second = 1ul << 32;
    private const ulong Began = 3_900_000_000 * Second;

    private RoundTrip _trip;

    [Fact]
    public void It_is_the_time_since_the_report_without_what_the_receiver_kept_it_for()
    {
        _trip.Milliseconds.ShouldBeNull();
        Report(sent: Began, kept: 0.5, now: Began + (Second * 6 / 10));
        _trip.Milliseconds!.Value.ShouldBeInRange(99, 101);
    }

    [Fact]
    public void Before_the_first_report_the_handshake_tells_too_much_rather_than_too_little()
    {
        _trip.Begin(160);
        _trip.Milliseconds.ShouldBe(160);
        for (var i = 0; i < 50; i++)
            Report(Began, 0, Began + (Second / 10));
        _trip.Milliseconds!.Value.ShouldBeInRange(99, 110);
    }

    [Fact]
    public void Who_has_seen_no_report_tells_nothing_and_nonsense_is_passed_over()
    {
        Report(sent: 0, kept: 0, now: Began);
        Report(sent: Began - (100 * Second), kept: 1, now: Began);
        _trip.Milliseconds.ShouldBeNull();
        Report(sent: Began, kept: 0.6, now: Began + (Second / 2));
        _trip.Milliseconds.ShouldBe(0, "clocks are not exact");
    }

    [Fact]
    public void A_longer_one_counts_at_once_and_a_shorter_one_slowly()
    {
        Report(Began, 0, Began + (Second / 10));
        Report(Began, 0, Began + (Second * 9 / 10));
        _trip.Milliseconds!.Value.ShouldBeInRange(899, 901);
        Report(Began, 0, Began + (Second / 10));
        _trip.Milliseconds!.Value.ShouldBeInRange(799, 801);
        for (var i = 0; i < 50; i++)
            Report(Began, 0, Began + (Second / 10));
        _trip.Milliseconds!.Value.ShouldBeInRange(99, 110);
    }

    private void Report(ulong sent, double kept, ulong now)
    {
        var writer = new RtcpWriter(new byte[100]);
        writer.AddReceiverReport(1, [new ReportBlock(2, 0, 0, 0, 0, (uint)(sent >> 16), (uint)(kept * 65536))]);
        foreach (var packet in new RtcpCompound(writer.Written))
            _trip.OnRtcp(packet, now);
    }
}
