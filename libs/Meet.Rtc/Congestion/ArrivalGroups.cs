namespace Meet.Rtc.Congestion;

/// <summary>How two neighbouring groups of packets differ.</summary>
/// <param name="Sent">Between the last packets of each, in microseconds.</param>
/// <param name="Arrived">Likewise, at the receiver.</param>
internal readonly record struct GroupDelta(long Sent, long Arrived);

/// <summary>
/// Puts packets sent within 5 ms into one group, for what leaves together queues together: delays are compared between groups
/// (draft-ietf-rmcat-gcc-02 section 5.2). A group that arrives as one burst, after a Wi-Fi pause say, is one group too.
/// Feed it in the order of arrival.
/// </summary>
internal sealed class ArrivalGroups
{
    /// <summary>Draft section 5.2: "burst_time", 5 ms.</summary>
    private const long GroupMicroseconds = 5_000;

    /// <summary>libwebrtc: a burst may go on at most so long.</summary>
    private const long MaxBurstMicroseconds = 100_000;

    /// <summary>libwebrtc: an arrival that jumps so much against our own clock is a new clock, not a delay.</summary>
    private const long MaxClockJumpMicroseconds = 3_000_000;

    /// <summary>libwebrtc: so many groups before their time in a row, and the receiver's clock was set back.</summary>
    private const int MaxReordered = 3;

    private struct Group
    {
        public bool IsStarted;
        public long FirstSent;
        public long LastSent;
        public long FirstArrived;
        public long LastArrived;
        public long HeardAt;
    }

    private Group _current;
    private Group _previous;
    private int _reordered;

    public void Reset() => (_current, _previous, _reordered) = (default, default, 0);

    /// <summary>True when the packet begins a new group and two complete ones can be compared.</summary>
    /// <param name="sentAt">By our clock, microseconds.</param>
    /// <param name="arrivedAt">By the receiver's, microseconds.</param>
    /// <param name="now">When the feedback came, by our clock.</param>
    public bool OnPacket(long sentAt, long arrivedAt, long now, out GroupDelta delta)
    {
        delta = default;
        var isComplete = false;
        if (!_current.IsStarted)
        {
            Start(sentAt, arrivedAt);
        }
        else if (sentAt < _current.FirstSent)
        {
            return false; // It belongs to a group that was closed.
        }
        else if (sentAt - _current.FirstSent > GroupMicroseconds && !IsBurst(sentAt, arrivedAt))
        {
            if (_previous.IsStarted && !TryCompare(out delta))
                return false;
            isComplete = _previous.IsStarted;
            _previous = _current;
            Start(sentAt, arrivedAt);
        }

        _current.LastSent = Math.Max(_current.LastSent, sentAt);
        _current.LastArrived = arrivedAt;
        _current.HeardAt = now;
        return isComplete;
    }

    private void Start(long sentAt, long arrivedAt) => _current = new Group
    {
        IsStarted = true,
        FirstSent = sentAt,
        LastSent = sentAt,
        FirstArrived = arrivedAt,
    };

    /// <summary>Sent apart, arrived together: something held them back and let them go at once.</summary>
    private bool IsBurst(long sentAt, long arrivedAt)
    {
        var sent = sentAt - _current.LastSent;
        var arrived = arrivedAt - _current.LastArrived;
        return sent == 0
            || (arrived < sent && arrived <= GroupMicroseconds && arrivedAt - _current.FirstArrived < MaxBurstMicroseconds);
    }

    private bool TryCompare(out GroupDelta delta)
    {
        delta = new GroupDelta(_current.LastSent - _previous.LastSent, _current.LastArrived - _previous.LastArrived);
        if (delta.Arrived - (_current.HeardAt - _previous.HeardAt) >= MaxClockJumpMicroseconds)
        {
            Reset();
            return false;
        }

        if (delta.Arrived < 0)
        {
            if (++_reordered >= MaxReordered)
                Reset();
            return false;
        }

        _reordered = 0;
        return true;
    }
}
