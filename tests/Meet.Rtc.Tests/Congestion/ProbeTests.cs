using Meet.Rtc.Congestion;

namespace Meet.Rtc.Tests.Congestion;

public sealed class ProbeTests
{
    private const long Millisecond = 1_000;

    private readonly Prober _prober = new();
    private long _now = 1_000 * Millisecond;

    [Fact]
    public void A_cluster_asks_for_what_its_rate_lacks_until_30_ms_are_sent()
    {
        var cluster = default(ProbeCluster);
        cluster.Start(8_000_000, ProbeCluster.ShortDuration, 0);
        // 1000 bytes a millisecond, 5 ms ahead.
        cluster.Due(0).ShouldBe(5_000);
        for (var i = 0; i < 5; i++)
            cluster.OnSent(1_000).ShouldBeFalse();
        cluster.Due(0).ShouldBe(0);
        cluster.Due(10 * Millisecond).ShouldBe(10_000);
        cluster.Due(400 * Millisecond).ShouldBe(50_000, "a late turn does not make up for everything");
        cluster.OnSent(24_999).ShouldBeFalse();
        cluster.OnSent(1).ShouldBeTrue();
        cluster.Due(50 * Millisecond).ShouldBe(0);
    }

    [Fact]
    public void A_slow_cluster_has_five_packets()
    {
        var cluster = default(ProbeCluster);
        cluster.Start(80_000, ProbeCluster.ShortDuration, 0);
        for (var i = 0; i < 4; i++)
            cluster.OnSent(500).ShouldBeFalse();
        cluster.Due(190 * Millisecond).ShouldBe(0);
        cluster.Due(215 * Millisecond).ShouldBe(200);
        cluster.OnSent(200).ShouldBeTrue();
    }

    [Theory]
    [InlineData(5, 5, 1_600_000)] // 4000 bytes in 20 ms, both ways
    [InlineData(5, 10, 760_000)] // arrived at 800 kbit/s: 95 % of it
    [InlineData(5, 3, 1_600_000)] // arrived a bit faster: the sent rate counts
    [InlineData(5, 2, 0)] // more than twice as fast
    [InlineData(0, 5, 0)] // sent at once: no rate
    [InlineData(400, 400, 0)] // over more than a second
    public void The_lower_rate_of_sending_and_arriving_counts(long sendGap, long arrivalGap, double expected)
    {
        var measurement = default(ProbeMeasurement);
        for (var i = 0; i < 5; i++)
            measurement.OnSent(1_000);
        for (var i = 0; i < 5; i++)
            measurement.OnReceived(new SentPacket(i * sendGap * Millisecond, 1_000, 1, false), 77 + (i * arrivalGap * Millisecond));

        measurement.IsComplete.ShouldBeTrue();
        measurement.Result().ShouldBe(expected, 1);
    }

    [Fact]
    public void Four_fifths_must_arrive()
    {
        var measurement = default(ProbeMeasurement);
        for (var i = 0; i < 5; i++)
            measurement.OnSent(1_000);
        for (var i = 0; i < 3; i++)
            measurement.OnReceived(new SentPacket(i * 5_000, 1_000, 1, false), i * 5_000);
        measurement.IsComplete.ShouldBeFalse();
        measurement.OnLost();
        measurement.OnLost();
        measurement.IsComplete.ShouldBeTrue();
        measurement.Result().ShouldBe(0);
        // One of them was only late.
        measurement.OnReceived(new SentPacket(15_000, 1_000, 1, true), 15_000);
        measurement.IsComplete.ShouldBeTrue();
        measurement.Result().ShouldBe(1_600_000);
    }

    [Fact]
    public void It_starts_at_three_times_and_doubles_while_that_works()
    {
        Tick(300_000);
        _prober.Cluster.ShouldBe((byte)1);
        Answer(1).ShouldBe(900_000, 500);

        Tick(900_000);
        _prober.Cluster.ShouldBe((byte)2);
        Answer(0.9).ShouldBe(0.95 * 1_620_000, 90_000);
        Tick(1_620_000);
        _prober.Cluster.ShouldBe((byte)3);
        // It is full: the next comes in five seconds, not at once.
        Answer(0.5);
        Tick(1_700_000, 3_000);
        _prober.Cluster.ShouldBe((byte)0);
        Tick(1_700_000, 8_000);
        _prober.Cluster.ShouldBe((byte)4);
    }

    [Fact]
    public void What_is_not_wanted_is_not_probed_and_a_probe_goes_little_beyond()
    {
        Tick(300_000, wanted: 300_000);
        _prober.Cluster.ShouldBe((byte)0);
        Tick(300_000, wanted: 400_000);
        Answer(1).ShouldBe(600_000, 500);
    }

    [Fact]
    public void A_probe_nobody_sends_or_answers_makes_the_next_one_later()
    {
        Tick(300_000);
        _prober.Cluster.ShouldBe((byte)1);
        Tick(300_000, 600);
        _prober.Cluster.ShouldBe((byte)0);
        Tick(300_000, 7_400);
        _prober.Cluster.ShouldBe((byte)0);
        Tick(300_000, 200);
        _prober.Cluster.ShouldBe((byte)2);
        Send();
        Tick(300_000, 1_100);
        Tick(300_000, 9_900);
        _prober.Cluster.ShouldBe((byte)0);
        Tick(300_000, 200);
        _prober.Cluster.ShouldBe((byte)3);
    }

    [Fact]
    public void A_sender_that_uses_what_it_may_is_probed_gently_and_goes_on_only_if_a_quarter_more_was_there()
    {
        Tick(300_000);
        Answer(0.5);
        Tick(400_000, 8_000, isLimited: false);
        _prober.IsPeriodic.ShouldBeTrue();
        Answer(1).ShouldBe(600_000, 500);
        (_sent[^1].SentAt - _sent[0].SentAt).ShouldBeInRange(90_000, 110_000);
        Tick(600_000, isLimited: false);
        _prober.IsPeriodic.ShouldBeTrue();
        Answer(0.8).ShouldBe(0.76 * 900_000, 30_000);
        Tick(600_000, 6_000, isLimited: false);
        _prober.Cluster.ShouldBe((byte)0, "it found little, so it waits for 7.5 s");
    }

    [Fact]
    public void A_request_is_met_at_most_once_a_second()
    {
        _prober.Request(500_000);
        Tick(300_000, wanted: 0);
        _prober.Cluster.ShouldBe((byte)1);
        Answer(1).ShouldBe(500_000, 500);
        _prober.Request(700_000);
        Tick(300_000, 500, wanted: 0);
        _prober.Cluster.ShouldBe((byte)0);
        Tick(300_000, 600, wanted: 0);
        _prober.Cluster.ShouldBe((byte)2);
    }

    [Fact]
    public void After_a_drop_the_old_rate_is_tried_once_in_five_seconds()
    {
        var recovery = new DropRecovery();
        recovery.OnRate(1_000_000, 700_000, _now).ShouldBeFalse();
        recovery.TryTake(_now, out _).ShouldBeFalse();
        recovery.OnRate(1_000_000, 600_000, _now).ShouldBeTrue();
        recovery.TryTake(_now + 1, out var rate).ShouldBeTrue();
        rate.ShouldBe(850_000);
        recovery.TryTake(_now + 2, out _).ShouldBeFalse();
        recovery.OnRate(600_000, 300_000, _now + 3).ShouldBeTrue();
        recovery.TryTake(_now + 4, out _).ShouldBeFalse();
        recovery.OnRate(600_000, 300_000, _now + 10_000_000);
        recovery.TryTake(_now + 16_000_000, out _).ShouldBeFalse("too long ago");
    }

    private readonly List<SentPacket> _sent = [];

    private void Tick(double target, long milliseconds = 20, double wanted = 9_000_000, bool isLimited = true)
    {
        _now += milliseconds * Millisecond;
        _prober.OnTick(target, wanted, isLimited, mayProbe: true, _now);
    }

    /// <summary>Sends the cluster in turns of 5 ms.</summary>
    private void Send()
    {
        _sent.Clear();
        for (; _prober.Cluster != 0; _now += 5 * Millisecond)
        {
            var due = _prober.Due(_now);
            if (due == 0)
                continue;
            _sent.Add(new SentPacket(_now, due, _prober.Cluster, false));
            _prober.OnSent(due, _now);
        }
    }

    /// <summary>Sends the cluster, lets it arrive at a part of its rate, and gives the result.</summary>
    private double Answer(double speed)
    {
        Send();
        foreach (var packet in _sent)
            _prober.OnReceived(packet, (long)((packet.SentAt - _sent[0].SentAt) / speed));
        _prober.TryTakeResult(_now, out var rate).ShouldBeTrue();
        _prober.TryTakeResult(_now, out _).ShouldBeFalse("once");
        return rate;
    }
}
