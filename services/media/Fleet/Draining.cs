using Meet.Contracts.Media;

namespace Meet.Media.Fleet;

/// <summary>
/// The way out (docs/media/nodes.md), before anything of the host is stopped: no new rooms; those that are here may end, for as long as is set;
/// then meets gives the rest another node; then everything ends, with a word to every browser.
/// </summary>
internal sealed class Draining(
    MediaNode node, NodeStatus status, NodeAnnouncer announcer, MediaOptions options, TimeProvider time, ILogger<Draining> logger)
    : IHostedLifecycleService
{
    /// <summary>Since the last Meet went. Where there is no other node nothing goes, and everybody waits for it.</summary>
    private static readonly TimeSpan LeavingPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await DrainAsync(cancellationToken);
        }
        finally
        {
            status.State.Set(MediaNodeState.Stopped);
            Log.Left(logger, await node.EndAllAsync());
            await announcer.AnnounceAsync(CancellationToken.None);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (options.DrainSeconds > 0 && node.MeetCount > 0)
        {
            Log.Draining(logger, node.MeetCount, options.DrainSeconds);
            await TellAsync(MediaNodeState.Draining, cancellationToken);
            await UntilEmptyAsync(TimeSpan.FromSeconds(options.DrainSeconds), isPatient: false, cancellationToken);
        }

        if (node.MeetCount > 0)
        {
            Log.Leaving(logger, node.MeetCount);
            await TellAsync(MediaNodeState.Leaving, cancellationToken);
            await UntilEmptyAsync(LeavingPatience, isPatient: true, cancellationToken);
        }
    }

    private Task TellAsync(MediaNodeState state, CancellationToken cancellationToken)
    {
        status.State.Set(state);
        return announcer.AnnounceAsync(cancellationToken);
    }

    /// <param name="isPatient">The limit begins anew with each Meet that goes.</param>
    private async Task UntilEmptyAsync(TimeSpan limit, bool isPatient, CancellationToken cancellationToken)
    {
        var (since, before) = (time.GetTimestamp(), node.MeetCount);
        while (before > 0 && time.GetElapsedTime(since) < limit)
        {
            await Task.Delay(Look, time, cancellationToken);
            var now = node.MeetCount;
            if (isPatient && now < before)
                since = time.GetTimestamp();
            before = now;
        }
    }
}
