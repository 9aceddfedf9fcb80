using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Congestion;

namespace Meet.Rtc.Tests.Congestion;

public sealed class SentPacketsTests
{
    [Fact]
    public void A_packet_is_known_by_its_number_once()
    {
        var sent = new SentPackets(100);
        sent.Add(1200, 0, 5_000).ShouldBe((ushort)100);
        sent.Add(300, 7, 6_000).ShouldBe((ushort)101);

        sent.TryTakeReceived(101, 50_000, out var packet).ShouldBeTrue();
        packet.ShouldBe(new SentPacket(6_000, 300, 7, false));
        sent.TryTakeReceived(101, 50_000, out _).ShouldBeFalse("told twice");
        sent.TryTakeLost(101, 50_000, out _).ShouldBeFalse("it arrived");
        sent.TryTakeReceived(102, 50_000, out _).ShouldBeFalse("not sent yet");
        sent.TryTakeReceived(99, 50_000, out _).ShouldBeFalse("never sent");
    }

    [Fact]
    public void What_was_lost_may_still_arrive()
    {
        var sent = new SentPackets(0);
        sent.Add(1200, 0, 5_000);

        sent.TryTakeLost(0, 50_000, out _).ShouldBeTrue();
        sent.TryTakeLost(0, 60_000, out _).ShouldBeFalse("told twice");
        sent.TryTakeReceived(0, 70_000, out var packet).ShouldBeTrue();
        packet.WasLost.ShouldBeTrue();
    }

    /// <summary>Whatever the first number and time, and so wherever they wrap.</summary>
    [Fact]
    public void The_last_2048_are_known_and_no_other() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true),
        Prop.ForAll(Arb.From(Gen.Choose(0, 65_535)), Arb.From(Gen.Choose(0, 5_000)), Arb.From(Gen.Choose(0, int.MaxValue)), (first, count, start) =>
        {
            var sent = new SentPackets((ushort)first);
            var time = 4L * start;
            for (var i = 0; i < count; i++)
                sent.Add(i, 0, time + (i * 1000)).ShouldBe((ushort)(first + i));
            for (var i = -10; i < count + 10; i++)
            {
                var isKnown = sent.TryTakeReceived((ushort)(first + i), time + 60_000_000, out var packet);
                isKnown.ShouldBe(i >= 0 && i >= count - SentPackets.Capacity && i < count, $"packet {i} of {count}");
                if (isKnown)
                    (packet.SentAt, packet.Bytes).ShouldBe((time + (i * 1000), i));
            }
        }));
}
