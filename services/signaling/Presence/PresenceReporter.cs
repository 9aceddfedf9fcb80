using System.Collections.Concurrent;
using System.Threading.Channels;
using Meet.Contracts.Presence;
using Meet.Grpc;
using Meet.ServiceDefaults.Time;
using Meet.Signaling.Live;

namespace Meet.Signaling.Presence;

/// <summary>
/// Tells chat which pages are connected: each change at once, all of them every 5 s (presence.proto). What could not be told is healed
/// by the next full report. One report at a time, so that none overtakes another.
/// <para>
/// A page whose connection broke, without a close frame, is about to come back, often through another process: until then it counts as
/// connected, so that somebody who is called meanwhile is rung and not missed. It does for 5 s, to the next full report; of a process that stops
/// or dies, until chat has missed its reports for 15 s.
/// </para>
/// </summary>
internal sealed class PresenceReporter(
    LiveConnections live, PresenceChannel chat, IHostApplicationLifetime host, TimeProvider time, ILogger<PresenceReporter> logger,
    TestClock? testClock = null)
    : BackgroundService
{
    private static readonly TimeSpan FullEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ComesBackWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(3);

    private static readonly GrpcUnaryMethod<ReportRequest, ReportReply> Report =
        GrpcMethod.Unary<ReportRequest, ReportReply>(PresenceReflection.Descriptor.Services[0], "Report");

    private readonly string _replicaId = Guid.CreateVersion7().ToString();

    // When chat does not answer, changes are dropped rather than hoarded: the full report knows them all.
    private readonly Channel<Connection> _changes = Channel.CreateBounded<Connection>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    // Pages that may come back, and until when that is believed.
    private readonly ConcurrentDictionary<string, (Connection Page, DateTimeOffset Until)> _lost = new();

    private readonly SemaphoreSlim _fullWanted = new(1, 1);

    /// <summary>A connection opened, or became idle, busy or ready.</summary>
    public void Changed(LiveConnection connection) => _changes.Writer.TryWrite(Describe(connection, closed: false));

    /// <summary>Whether this process ends, and with it connections that no page has closed.</summary>
    public bool IsStopping => host.ApplicationStopping.IsCancellationRequested;

    /// <summary>The page has closed the connection, or its session is over.</summary>
    public void Left(LiveConnection connection) => _changes.Writer.TryWrite(Describe(connection, closed: true));

    /// <summary>Something on the way broke, or this process stops.</summary>
    public void Lost(LiveConnection connection) => _lost[connection.Id] = (Describe(connection, closed: false), time.GetUtcNow() + ComesBackWithin);

    public override void Dispose()
    {
        _fullWanted.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A test's leap in time makes this replica look silent: it speaks up at once.
        testClock?.Moved += WantFull;
        using var timer = new Timer(_ => WantFull(), null, FullEvery, FullEvery);
        var full = _fullWanted.WaitAsync(stoppingToken);
        var change = _changes.Reader.WaitToReadAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(full, change);
            if (stoppingToken.IsCancellationRequested)
                return;
            if (full.IsCompleted)
            {
                await TellAsync(Everything(), stoppingToken);
                full = _fullWanted.WaitAsync(stoppingToken);
            }
            else
            {
                await TellAsync(Waiting(), stoppingToken);
                change = _changes.Reader.WaitToReadAsync(stoppingToken).AsTask();
            }
        }
    }

    private void WantFull()
    {
        try
        {
            _fullWanted.Release();
        }
        catch (Exception over) when (over is SemaphoreFullException or ObjectDisposedException)
        {
            // One is wanted already, or never again.
        }
    }

    /// <summary>Drains the changes first: they are older than what is read afterwards.</summary>
    private ReportRequest Everything()
    {
        while (_changes.Reader.TryRead(out _))
        {
        }

        var report = new ReportRequest { ReplicaId = _replicaId, Full = true };
        report.Connections.AddRange(live.All().Select(each => Describe(each, closed: false)));
        report.Connections.AddRange(StillExpected());
        return report;
    }

    private IEnumerable<Connection> StillExpected()
    {
        var now = time.GetUtcNow();
        foreach (var (id, lost) in _lost)
        {
            if (lost.Until > now)
                yield return lost.Page;
            else
                _lost.TryRemove(id, out _);
        }
    }

    private ReportRequest Waiting()
    {
        var report = new ReportRequest { ReplicaId = _replicaId };
        var last = new Dictionary<string, Connection>();
        while (_changes.Reader.TryRead(out var change))
            last[change.ConnectionId] = change;
        report.Connections.AddRange(last.Values);
        return report;
    }

    private async Task TellAsync(ReportRequest report, CancellationToken cancellationToken)
    {
        try
        {
            await chat.Channel.CallAsync(Report, report, new CallOptions { Deadline = CallLimit }, cancellationToken);
        }
        catch (GrpcException failed)
        {
            Log.ReportFailed(logger, failed.Code);
            if (!report.Full)
                WantFull();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private static Connection Describe(LiveConnection connection, bool closed) => new()
    {
        ConnectionId = connection.Id,
        TenantId = connection.Caller.TenantId,
        PersonKind = connection.Caller.IsStaff ? "staff" : "customer",
        PersonId = connection.Caller.PersonId.ToString(),
        Closed = closed,
        IdleSinceUnixMs = connection.IdleSince,
        Microphone = NameOf(connection.Readiness?.Microphone),
        Sound = connection.Readiness is { Sound: true },
    };

    private static string NameOf(MicrophoneState? microphone) => microphone switch
    {
        MicrophoneState.Granted => "granted",
        MicrophoneState.Prompt => "prompt",
        MicrophoneState.Denied => "denied",
        _ => "",
    };
}

/// <summary>The connection to chat, which owns presence.</summary>
internal sealed record PresenceChannel(GrpcChannel Channel);
