using Meet.Meets.Commands;
using Meet.Meets.Domain;
using Meet.Meets.Store;

namespace Meet.Meets.Fleet;

/// <summary>Gives Meets another node, where one takes them. A Meet for which there is none stays, and is looked at again.</summary>
internal sealed class MediaMoves(MediaFleet fleet, MeetQueries queries, MeetDesk desk, ILogger<MediaMoves> logger)
{
    private const int AtOnce = 16;

    /// <summary>Every Meet whose node is lost or leaves.</summary>
    public async Task MoveAllAsync(CancellationToken cancellationToken)
    {
        foreach (var nodeId in await queries.NodesInUseAsync(cancellationToken))
        {
            if (fleet.AbsenceOf(nodeId) is { } absence)
            {
                var reason = absence == Absence.Leaving ? MediaMoveReason.NodeLeaving : MediaMoveReason.NodeLost;
                await Parallel.ForEachAsync(
                    await queries.AtNodeAsync(nodeId, cancellationToken),
                    new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                    async (meet, stop) => await MoveAsync(meet.Tenant, meet.MeetId, nodeId, reason, stop));
            }
        }
    }

    /// <summary>Media that processes before these had is lost, in every Meet that lives there.</summary>
    public async Task LoseMediaFromBeforeAsync(CancellationToken cancellationToken)
    {
        foreach (var started in fleet.Started())
        {
            await Parallel.ForEachAsync(
                await queries.AtNodeAsync(started.NodeId, cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (meet, stop) => await desk.HandleAsync(meet.Tenant, meet.MeetId, new MediaNodeStarted(started.NodeId, started.StartedAt), stop));
            fleet.Settle(started);
        }
    }

    /// <summary>One Meet that lives at that node, if it does.</summary>
    public async Task MoveAsync(string tenant, Guid meetId, string from, MediaMoveReason reason, CancellationToken cancellationToken)
    {
        if (fleet.Place(meetId, but: from) is not { } to)
        {
            return;
        }

        try
        {
            var outcome = await desk.HandleAsync(tenant, meetId, new MoveMedia(from, to, reason), cancellationToken);
            if (outcome.Decision is Decision.Accepted { Events.Length: > 0 })
            {
                Log.Moved(logger, meetId, from, to, reason);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException && reason != MediaMoveReason.NodeFull)
        {
            // The others are not to wait for it: it is looked at again.
            Log.MoveFailed(logger, meetId, from, failure);
        }
    }
}
