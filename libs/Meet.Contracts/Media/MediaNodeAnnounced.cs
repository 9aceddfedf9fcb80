namespace Meet.Contracts.Media;

/// <summary>
/// Open: takes new Meets. Full: none before its load falls; its own go on and may grow. Draining: none any more; its own may end here.
/// Leaving: its own are to go on elsewhere at once. Stopped: nothing is here.
/// </summary>
public enum MediaNodeState { Open, Full, Draining, Leaving, Stopped }

/// <summary>
/// Published by each media node every second, and at once when its state changes: that it lives, where it is and how it is. Not kept:
/// whoever has not heard it for a second hears the next.
/// </summary>
/// <param name="NodeId">As in join grants and session ids.</param>
/// <param name="Grpc">Where media.proto is served, as an absolute URI.</param>
/// <param name="Instance">The process: another one after a restart.</param>
/// <param name="Workers">Threads that move packets.</param>
/// <param name="Sessions">Participants' media sessions.</param>
/// <param name="SessionLimit">With as many sessions it takes no new Meets.</param>
/// <param name="Meets">Rooms that have sessions.</param>
/// <param name="Load">CPU time of the busiest worker over the last seconds, 0 to 1 (a whole core), measured.</param>
/// <param name="PacketsPerSecond">Received and sent.</param>
public sealed record MediaNodeAnnounced(
    string NodeId,
    string Grpc,
    Guid Instance,
    MediaNodeState State,
    int Workers,
    int Sessions,
    int SessionLimit,
    int Meets,
    double Load,
    double PacketsPerSecond,
    DateTimeOffset At)
{
    /// <summary>When the process began, by the node's own clock: it knows nothing of sessions from before.</summary>
    public DateTimeOffset StartedAt { get; init; }
}
