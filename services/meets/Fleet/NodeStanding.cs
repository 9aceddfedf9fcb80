using Meet.Contracts.Media;

namespace Meet.Meets.Fleet;

/// <summary>What a node's word was to this replica.</summary>
internal enum NodeNews { None, Came, Changed, Stopped }

/// <summary>Why a node cannot have Meets any longer.</summary>
internal enum Absence { Lost, Leaving }

/// <param name="HeardAt">When it said its last word: a timestamp of this replica's clock.</param>
internal sealed record SilentNode(string NodeId, string Grpc, long HeardAt);

/// <param name="StartedAt">By the node's clock.</param>
internal sealed record StartedNode(string NodeId, Guid Instance, DateTimeOffset StartedAt);

/// <param name="SilentSeconds">Since its last word.</param>
internal sealed record NodeStanding(MediaNodeAnnounced Said, bool IsGone, double SilentSeconds);
