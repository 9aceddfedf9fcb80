using Meet.Rtc.Stun;

namespace Meet.Rtc.Ice;

/// <summary>
/// The addresses that proved themselves with a check, bounded: the one longest unheard makes room, never the selected one.
/// </summary>
internal sealed class ValidatedAddresses(int capacity)
{
    private readonly (TransportAddress Address, long HeardAt)[] _entries = new (TransportAddress, long)[capacity];
    private int _count;

    public ReadOnlySpan<(TransportAddress Address, long HeardAt)> Entries => _entries.AsSpan(0, _count);

    public bool Contains(in TransportAddress address) => IndexOf(address) >= 0;

    /// <summary>When it last proved itself; null if it never did.</summary>
    public long? HeardAt(in TransportAddress address) => IndexOf(address) is >= 0 and var index ? _entries[index].HeardAt : null;

    /// <summary>Remembers the address; returns the one that had to go, or none.</summary>
    public TransportAddress Hear(in TransportAddress address, long now, in TransportAddress keep)
    {
        var index = IndexOf(address);
        TransportAddress evicted = default;
        if (index < 0 && _count < _entries.Length)
        {
            index = _count++;
        }
        else if (index < 0)
        {
            index = Oldest(keep);
            evicted = _entries[index].Address;
        }

        _entries[index] = (address, now);
        return evicted;
    }

    public void Remove(in TransportAddress address)
    {
        if (IndexOf(address) is >= 0 and var index)
            _entries[index] = _entries[--_count];
    }

    /// <summary>The address heard last, or none.</summary>
    public TransportAddress Newest()
    {
        TransportAddress newest = default;
        var heardAt = long.MinValue;
        foreach (var (address, at) in Entries)
        {
            if (at >= heardAt)
                (newest, heardAt) = (address, at);
        }

        return newest;
    }

    private int IndexOf(in TransportAddress address)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Address == address)
                return i;
        }

        return -1;
    }

    private int Oldest(in TransportAddress keep)
    {
        var oldest = -1;
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Address != keep && (oldest < 0 || _entries[i].HeardAt < _entries[oldest].HeardAt))
                oldest = i;
        }

        return oldest;
    }
}
