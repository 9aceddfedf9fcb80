using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <summary>Which packets of a voice are missing right before one that has come: redundancy in that one can replace them (docs/media/red.md).</summary>
internal struct LostVoice
{
    private ushort _newest;
    private bool _hasStarted;

    /// <summary>Notes an arrival; how many are missing directly before it. 0 for one that comes late.</summary>
    public int OnPacket(ushort sequence)
    {
        var distance = _hasStarted ? SequenceNumbers.Distance(_newest, sequence) : 1;
        if (distance > 0)
            (_newest, _hasStarted) = (sequence, true);
        return Math.Max(0, distance - 1);
    }
}
