using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <summary>
/// Which packets of a source are missing here and when to ask for them again (RFC 4585 section 6.2.1): after 20 ms, in which a
/// reordered packet may still come, then every 100 ms, at most five times. Too many at once are given up: a keyframe repairs faster.
/// </summary>
internal sealed class LossRepair
{
    public const int Capacity = 64;
    private const long FirstWait = 20;
    private const long RepeatWait = 100;
    private const int MaxRequests = 5;

    private readonly Missing[] _missing = new Missing[Capacity];
    private int _count;
    private ushort _highest;
    private bool _started;

    private struct Missing
    {
        public ushort Sequence;
        public int Requests;
        public long DueAt;
    }

    /// <summary>Notes an arrival. False: so much is missing that only a keyframe helps.</summary>
    public bool OnPacket(ushort sequence, long now)
    {
        var distance = _started ? SequenceNumbers.Distance(_highest, sequence) : 1;
        if (distance <= 0)
        {
            TryRepair(sequence);
            return true;
        }

        var fits = distance - 1 + _count <= Capacity;
        if (!fits)
            _count = 0;
        for (var i = 1; fits && i < distance; i++)
            _missing[_count++] = new Missing { Sequence = (ushort)(_highest + i), DueAt = now + FirstWait };
        _highest = sequence;
        _started = true;
        return fits;
    }

    /// <summary>Fills in what to ask for now, in ascending order, and returns how many.</summary>
    public int TakeDue(long now, Span<ushort> due)
    {
        var taken = 0;
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            ref var missing = ref _missing[i];
            if (missing.DueAt <= now && taken < due.Length)
            {
                if (missing.Requests == MaxRequests)
                    continue;
                due[taken++] = missing.Sequence;
                missing.Requests++;
                missing.DueAt = now + RepeatWait;
            }

            _missing[kept++] = missing;
        }

        _count = kept;
        return taken;
    }

    /// <summary>The source's numbers start anew.</summary>
    public void Reset() => (_count, _started) = (0, false);

    /// <summary>True if that packet was missing; it is not any more.</summary>
    public bool TryRepair(ushort sequence)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_missing[i].Sequence != sequence)
                continue;
            Array.Copy(_missing, i + 1, _missing, i, _count - i - 1);
            _count--;
            return true;
        }

        return false;
    }
}
