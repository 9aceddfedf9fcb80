using Meet.Rtc.Congestion;
using Meet.Rtc.Rtcp;

namespace Meet.Rtc.Tests.Congestion;

/// <summary>
/// A sender with the estimator, a link, and a browser that reports what arrived (<see cref="BrowserFeedback"/>): one step is a millisecond. The sender sends a frame every 33 ms, its packets a millisecond apart, and asks for padding every 5 ms.
/// </summary>
internal sealed class CallSimulator
{
    private const int PacketBytes = 1200;
    private const long FrameInterval = 33_000;
    private const long FeedbackInterval = 60_000;

    private readonly PriorityQueue<ushort, long> _arriving = new();
    private readonly Queue<(long At, byte[] Report)> _reports = new();
    private readonly BrowserFeedback _receiver = new();
    private double _toSend;

    public CallSimulator(int seed = 1, long start = 300_000, ushort firstSequence = 0, long startTime = 1_000_000, LinkSimulator? link = null)
    {
        Link = link ?? new LinkSimulator(seed);
        Estimator = new BandwidthEstimator(start, firstSequence: firstSequence) { WantedBitsPerSecond = 3_000_000 };
        Now = startTime;
    }

    public LinkSimulator Link { get; }

    public BandwidthEstimator Estimator { get; }

    public long Now { get; private set; }

    /// <summary>The sender has no more to send than this, in bits per second.</summary>
    public double MediaLimit { get; set; } = 3_000_000;

    public bool FeedbackIsLost { get; set; }

    /// <summary>How often it asks for padding, as a worker's turns do.</summary>
    public long Turn { get; set; } = 5_000;

    public long PaddingBytes { get; private set; }

    /// <summary>Runs for a while and tells how it was.</summary>
    public Measured Run(double seconds)
    {
        var end = Now + (long)(seconds * 1e6);
        var targets = new List<double>();
        var queues = new List<double>();
        for (; Now < end; Now += 1_000)
        {
            Step();
            targets.Add(Estimator.TargetBitsPerSecond);
            queues.Add(Link.Queue(Now) / 1000.0);
        }

        return new Measured(targets, queues);
    }

    /// <summary>Seconds until the target is on that side of the bound; the limit if it never gets there.</summary>
    public double Until(Func<double, bool> reached, double limit)
    {
        var start = Now;
        while (Now - start < limit * 1e6 && !reached(Estimator.TargetBitsPerSecond))
        {
            Step();
            Now += 1_000;
        }

        return (Now - start) / 1e6;
    }

    private void Step()
    {
        if (Now % FrameInterval < 1_000)
            _toSend = Math.Max(0, _toSend) + (Math.Min(Estimator.TargetBitsPerSecond, MediaLimit) * FrameInterval / 8e6);
        if (_toSend > 0)
        {
            var bytes = (int)Math.Clamp(_toSend, 100, PacketBytes);
            Send(bytes);
            _toSend -= bytes;
        }

        if (Now % Turn < 1_000)
        {
            for (var due = Estimator.PaddingBytesDue(Now); due > 0; due -= PacketBytes)
            {
                Send(Math.Clamp(due, 200, PacketBytes));
                PaddingBytes += Math.Clamp(due, 200, PacketBytes);
            }
        }

        if (Now % 20_000 < 1_000)
            Estimator.OnTick(Now);
        while (_arriving.TryPeek(out var sequence, out var at) && at <= Now)
        {
            _arriving.Dequeue();
            _receiver.OnPacket(sequence, at);
        }

        if (Now % FeedbackInterval < 1_000)
            Report();
        while (_reports.TryPeek(out var report) && report.At <= Now)
        {
            _reports.Dequeue();
            foreach (var packet in new RtcpCompound(report.Report))
                Estimator.OnFeedback(packet, Now).ShouldBeTrue();
        }
    }

    private void Send(int bytes)
    {
        var sequence = Estimator.OnSending(bytes, Now);
        if (Link.Send(bytes, Now) is { } arrival)
            _arriving.Enqueue(sequence, arrival);
    }

    private void Report()
    {
        foreach (var report in _receiver.Reports())
        {
            if (!FeedbackIsLost)
                _reports.Enqueue((Now + Link.Propagation, report));
        }
    }
}

/// <param name="Targets">Bits per second, each millisecond.</param>
/// <param name="Queues">Milliseconds, likewise.</param>
internal sealed record Measured(List<double> Targets, List<double> Queues)
{
    public double MeanTarget => Targets.Average();

    public double LowestTarget => Targets.Min();

    public double MeanQueue => Queues.Average();

    /// <summary>19 of 20 milliseconds were below.</summary>
    public double HighQueue => Queues.Order().ElementAt(Queues.Count * 95 / 100);

    public void Add(Measured later)
    {
        Targets.AddRange(later.Targets);
        Queues.AddRange(later.Queues);
    }

    public override string ToString() =>
        $"target {MeanTarget / 1000:F0} (lowest {LowestTarget / 1000:F0}) kbit/s, queue {MeanQueue:F0} ms, 95 % {HighQueue:F0} ms";
}
