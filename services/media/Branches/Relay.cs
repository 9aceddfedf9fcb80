using Meet.Media.Rooms;

namespace Meet.Media.Branches;

/// <summary>One layer's packets are wanted on another worker.</summary>
/// <param name="StandIn">For what they are there; that worker's.</param>
internal sealed record Relay(WorkerLink Link, Layer StandIn);
