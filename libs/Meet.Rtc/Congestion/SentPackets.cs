using Meet.Rtc.Rtcp;

namespace Meet.Rtc.Congestion;

/// <summary>A packet that feedback may tell about.</summary>
/// <param name="SentAt">In microseconds.</param>
/// <param name="Bytes">As given on sending, at most 65535.</param>
/// <param name="Cluster">The probe it was part of, 0 for none.</param>
/// <param name="WasLost">An earlier feedback said that it did not arrive.</param>
internal readonly record struct SentPacket(long SentAt, int Bytes, byte Cluster, bool WasLost);

/// <summary>
/// Hands out transport-wide sequence numbers and remembers when each was sent. A ring of the last 2048 packets, 8 bytes each: 2 s at
/// 10 Mbit/s. Feedback about anything older, about what was not sent, or twice about the same, answers false.
/// </summary>
internal sealed class SentPackets(ushort firstSequence)
{
    public const int Capacity = TransportFeedbackReader.MaxCovered;

    private enum Fate : byte { None, Pending, Lost, Received }

    /// <param name="SentAt">The lowest 32 bits of the microseconds: unambiguous for 71 minutes.</param>
    private readonly record struct Entry(uint SentAt, ushort Bytes, byte Cluster, Fate Fate);

    private readonly Entry[] _entries = new Entry[Capacity];
    private ushort _next = firstSequence;

    /// <summary>The number for the next packet; it is noted as sent now.</summary>
    public ushort Add(int bytes, byte cluster, long nowMicroseconds)
    {
        _entries[_next % Capacity] = new Entry((uint)nowMicroseconds, (ushort)Math.Clamp(bytes, 0, ushort.MaxValue), cluster, Fate.Pending);
        return _next++;
    }

    /// <summary>True if nothing was said about that packet before.</summary>
    public bool TryTakeLost(ushort sequence, long nowMicroseconds, out SentPacket packet) =>
        TryTake(sequence, Fate.Lost, nowMicroseconds, out packet);

    /// <summary>True for the first time; a packet reported lost may still arrive.</summary>
    public bool TryTakeReceived(ushort sequence, long nowMicroseconds, out SentPacket packet) =>
        TryTake(sequence, Fate.Received, nowMicroseconds, out packet);

    private bool TryTake(ushort sequence, Fate fate, long now, out SentPacket packet)
    {
        packet = default;
        ref var entry = ref _entries[sequence % Capacity];
        // 1 is the newest; what lies more than a ring behind shares its place with a newer packet.
        if ((ushort)(_next - sequence) is 0 or > Capacity || entry.Fate == Fate.None || entry.Fate >= fate)
            return false;
        packet = new SentPacket(now - (uint)((uint)now - entry.SentAt), entry.Bytes, entry.Cluster, entry.Fate == Fate.Lost);
        entry = entry with { Fate = fate };
        return true;
    }
}
