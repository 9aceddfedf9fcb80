using Meet.Media.Rooms;

namespace Meet.Media.Tests.Rooms;

public sealed class RoomPartsTests
{
    [Fact]
    public void Keyframes_are_asked_for_at_most_twice_a_second_until_one_comes()
    {
        var requests = new KeyframeRequests();
        requests.Take(0).ShouldBeFalse();
        requests.Want();
        requests.Take(0).ShouldBeTrue();
        requests.Want();
        requests.Take(499).ShouldBeFalse();
        requests.Take(1000).ShouldBeFalse("a source that sends nothing cannot answer");
        requests.Heard(isKeyframe: false);
        requests.Take(1001).ShouldBeTrue();
        requests.Heard(isKeyframe: true);
        requests.Take(5000).ShouldBeFalse();
    }

    [Fact]
    public void Missing_packets_are_asked_for_after_a_while_again_and_not_for_ever()
    {
        var repair = new LossRepair();
        repair.OnPacket(65_534, 0).ShouldBeTrue();
        repair.OnPacket(2, 0).ShouldBeTrue();
        Due(repair, 19).ShouldBeEmpty();
        repair.OnPacket(0, 19);
        Due(repair, 20).ShouldBe([65_535, 1]);
        Due(repair, 119).ShouldBeEmpty();
        repair.OnPacket(1, 119);
        for (var i = 1; i < 5; i++)
            Due(repair, 20 + (i * 100)).ShouldBe([65_535]);
        Due(repair, 10_000).ShouldBeEmpty();
    }

    [Fact]
    public void A_hole_too_large_to_repair_says_so()
    {
        var repair = new LossRepair();
        repair.OnPacket(1, 0);
        repair.OnPacket(1000, 0).ShouldBeFalse();
        Due(repair, 1000).ShouldBeEmpty();
        repair.OnPacket(1001, 0).ShouldBeTrue();
    }

    [Fact]
    public void Reception_counts_losses_over_the_wrap()
    {
        var reception = new Reception(90_000);
        for (var i = 0; i < 10; i++)
        {
            if (i is not 3 and not 4)
                reception.OnPacket((ushort)(65_530 + i), (uint)(i * 900), i * 10);
        }

        var report = reception.Report(7, 100);
        report.CumulativeLost.ShouldBe(2);
        report.FractionLost.ShouldBe((byte)(2 * 256 / 10));
        report.HighestSequence.ShouldBe(0x10003u);
        report.Jitter.ShouldBe(0u);
        reception.Report(7, 200).FractionLost.ShouldBe((byte)0);
    }

    [Fact]
    public void Loudness_rises_at_once_falls_slowly_and_hides_noise()
    {
        var loudness = new Loudness();
        loudness.Take(muted: false, out _).ShouldBeFalse();
        loudness.OnPacket(20);
        loudness.Take(muted: false, out var level).ShouldBeTrue();
        level.ShouldBe(107);
        loudness.Take(muted: false, out level).ShouldBeTrue();
        level.ShouldBeInRange(90, 106);
        loudness.OnPacket(20);
        loudness.Take(muted: true, out level).ShouldBeTrue("who has just fallen silent is told once");
        level.ShouldBe(0);
        loudness.OnPacket(65);
        loudness.Take(muted: false, out level).ShouldBeFalse();
    }

    private static ushort[] Due(LossRepair repair, long now)
    {
        var due = new ushort[LossRepair.Capacity];
        return due[..repair.TakeDue(now, due)];
    }
}
