using System.Runtime.CompilerServices;

namespace Meet.Rtc.Srtp;

/// <summary>
/// State by SSRC: open addressing, grown on demand, bounded. Looking up never allocates; adding does only when the table
/// doubles. There is no removal: forgetting a stream would let its old packets be replayed.
/// </summary>
internal sealed class StreamTable<TState>(int capacity)
    where TState : struct
{
    private Entry[] _entries = new Entry[4];

    public int Count { get; private set; }

    /// <summary>The stream's state, or a null reference. Valid until the next <see cref="GetOrAdd"/>.</summary>
    public ref TState Find(uint ssrc)
    {
        ref var entry = ref Slot(_entries, ssrc);
        return ref entry.Used ? ref entry.State : ref Unsafe.NullRef<TState>();
    }

    /// <summary>The stream's state, made if need be, or a null reference when the table is full.</summary>
    public ref TState GetOrAdd(uint ssrc)
    {
        ref var entry = ref Slot(_entries, ssrc);
        if (entry.Used) return ref entry.State;
        if (Count == capacity) return ref Unsafe.NullRef<TState>();
        if (4 * (Count + 1) > 3 * _entries.Length)
        {
            Grow();
            entry = ref Slot(_entries, ssrc);
        }

        Count++;
        entry.Used = true;
        entry.Ssrc = ssrc;
        return ref entry.State;
    }

    private void Grow()
    {
        var larger = new Entry[2 * _entries.Length];
        foreach (ref var entry in _entries.AsSpan())
            if (entry.Used) Slot(larger, entry.Ssrc) = entry;
        _entries = larger;
    }

    // At most three quarters of the slots are used, so there is always a free one to stop at.
    private static ref Entry Slot(Entry[] entries, uint ssrc)
    {
        var mask = entries.Length - 1;
        for (var at = (int)(ssrc * 0x9E3779B1u >> 8) & mask; ; at = (at + 1) & mask)
        {
            ref var entry = ref entries[at];
            if (!entry.Used || entry.Ssrc == ssrc) return ref entry;
        }
    }

    private struct Entry
    {
        public bool Used;
        public uint Ssrc;
        public TState State;
    }
}
