using Meet.Media.Branches;
using Meet.Media.Events;
using Meet.Media.Net;
using Meet.Media.Rooms;
using Meet.Media.Streams;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;

namespace Meet.Media.Workers;

/// <summary>What the rooms of one worker share. Used on the worker's thread only.</summary>
internal sealed record WorkerTools(
    SendBatch Send,
    StreamTable Streams,
    PeerIndex Peers,
    DtlsContext Dtls,
    WorkerClock Clock,
    IReadOnlyList<IceCandidate> Candidates,
    string NodeId,
    ISessionReports Reports,
    ISessionDirectory Directory,
    ILogger Logger)
{
    /// <summary>Memory for repairs, handed on from picture to picture.</summary>
    public HistoryBlocks HistoryBlocks { get; } = new();

    /// <summary>Memory for packets that wait for their fan-out, likewise.</summary>
    public Bursts Bursts { get; } = new();

    /// <summary>What one participant may send.</summary>
    public required int PacketsPerSecond { get; init; }

    public LineFiller Lines { get; } = new();

    /// <summary>The ways to the other workers.</summary>
    public WorkerLinks Links { get; } = new();
}

/// <summary>Which worker has which session and Meet; shared by all threads of the node.</summary>
internal interface ISessionDirectory
{
    /// <summary>Whether there is such a session, in that room, on whichever worker.</summary>
    bool Has(string sessionId, Guid roomId);

    /// <summary>The session is over.</summary>
    void Release(string sessionId, Guid meetId);
}

/// <summary>The time of a worker's turn, read once per turn.</summary>
internal sealed class WorkerClock(TimeProvider time)
{
    // Of the wall clock once: what is tied to it goes on evenly when that is set.
    private readonly ulong _ntpAtStart = NtpOf(time.GetUtcNow());
    private readonly long _startedAt = MicrosecondsOf(time);

    /// <summary>Monotonic, in milliseconds.</summary>
    public long Now { get; private set; } = MicrosecondsOf(time) / 1000;

    /// <summary>Monotonic, in microseconds.</summary>
    public long Microseconds { get; private set; } = MicrosecondsOf(time);

    public DateTimeOffset UtcNow => time.GetUtcNow();

    /// <summary>64-bit NTP time (RFC 3550 section 4): seconds since 1900 and their fraction.</summary>
    public ulong Ntp => _ntpAtStart + (ulong)(((Int128)(Microseconds - _startedAt) << 32) / 1_000_000);

    public void Read()
    {
        Microseconds = MicrosecondsOf(time);
        Now = Microseconds / 1000;
    }

    private static long MicrosecondsOf(TimeProvider time) => (long)(time.GetTimestamp() * (1_000_000d / time.TimestampFrequency));

    private static ulong NtpOf(DateTimeOffset now)
    {
        var ticks = (ulong)(now.UtcTicks - 599_266_080_000_000_000); // 1900-01-01
        return (ticks / TimeSpan.TicksPerSecond << 32) | ((ticks % TimeSpan.TicksPerSecond << 32) / TimeSpan.TicksPerSecond);
    }
}
