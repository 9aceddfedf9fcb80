namespace Meet.Media.Rooms;

/// <summary>
/// The memory in which sources' packets wait for their fan-out, handed on from source to source: few of a worker's hundreds of sources
/// have packets in one turn, and each turn ends with none. Worker's thread only.
/// </summary>
internal sealed class Bursts
{
    /// <summary>Packets of one source in one turn; there are no more receive slots.</summary>
    public const int Length = 64;

    private readonly Stack<BurstPacket[]> _idle = new();

    /// <summary>Room for <see cref="Length"/> packets.</summary>
    public BurstPacket[] Rent() => _idle.TryPop(out var packets) ? packets : new BurstPacket[Length];

    public void Return(BurstPacket[] packets) => _idle.Push(packets);
}
