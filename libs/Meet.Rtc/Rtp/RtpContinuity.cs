using System.Runtime.CompilerServices;

namespace Meet.Rtc.Rtp;

/// <summary>
/// Keeps one outgoing stream continuous while its source changes and while packets are left out: sequence numbers without gaps
/// of our making, timestamps that never go backwards. Remembers enough to answer a NACK in the source's numbers. A mutable struct
/// for embedding: pass it by reference.
/// </summary>
public struct RtpContinuity
{
    private const int MaxGaps = 32;
    private const int Window = 8192;

    // Closed gaps, newest last: packets from Input on use Offset; older ones use the offset before. As many packets in front of Input
    // were left out as the offset grew by.
    [InlineArray(MaxGaps)]
    private struct Gaps
    {
        private (ushort Input, ushort Offset) _first;
    }

    private Gaps _gaps;
    private int _gapCount;
    private ushort _offset;
    private ushort _baseOffset;
    private ushort _newestInput;
    private ushort _newestOutput;
    private ushort _firstInput;
    private uint _timestampOffset;
    private uint _newestTimestamp;
    private bool _hasSource;
    private bool _hasSent;

    /// <param name="firstSequence">Kept below 32768, so that a receiver that misses the first packets guesses the SRTP rollover counter right.</param>
    /// <param name="firstTimestamp">Any value.</param>
    public RtpContinuity(ushort firstSequence, uint firstTimestamp)
    {
        _newestOutput = (ushort)((firstSequence & 0x7FFF) - 1);
        _newestTimestamp = firstTimestamp;
    }

    public readonly ushort NewestOutput => _newestOutput;

    public readonly uint NewestTimestamp => _newestTimestamp;

    /// <summary>True between the first packet of a source and <see cref="LeaveSource"/>.</summary>
    public readonly bool HasSource => _hasSource;

    /// <summary>The next packet belongs to another source: it follows what was sent, whatever its numbers are.</summary>
    public void LeaveSource() => _hasSource = false;

    /// <summary>
    /// Maps a packet. False: it is older than the source's first packet here and must not be sent.
    /// </summary>
    /// <param name="sequence">The source's sequence number.</param>
    /// <param name="timestamp">The source's timestamp.</param>
    /// <param name="timestampStep">Clock units to put between the last packet of the source before and this one; at least 1.</param>
    /// <param name="outSequence">What to send instead.</param>
    /// <param name="outTimestamp">What to send instead.</param>
    public bool TryMap(ushort sequence, uint timestamp, uint timestampStep, out ushort outSequence, out uint outTimestamp)
    {
        if (!_hasSource)
            Adopt(sequence, timestamp, timestampStep);
        outTimestamp = timestamp - _timestampOffset;
        if (!TryOffset(sequence, out var offset))
        {
            outSequence = 0;
            return false;
        }

        outSequence = (ushort)(sequence - offset);
        if (SequenceNumbers.IsNewer(sequence, _newestInput))
            Advance(sequence);
        if (SequenceNumbers.IsNewer(outSequence, _newestOutput))
            _newestOutput = outSequence;
        if (SequenceNumbers.IsNewer(outTimestamp, _newestTimestamp))
            _newestTimestamp = outTimestamp;
        _hasSent = true;
        return true;
    }

    /// <summary>A packet of the source that is not sent on: later ones move up. False: it comes too late for that, and leaves its hole.</summary>
    public bool Skip(ushort sequence)
    {
        if (!_hasSource)
            return true;
        if (!SequenceNumbers.IsNewer(sequence, _newestInput))
            return false;
        Advance(sequence);
        _offset++;
        if (_gapCount > 0 && _gaps[_gapCount - 1].Input == sequence)
            _gapCount--;
        else if (_gapCount == MaxGaps)
            ForgetOldestGap();

        _gaps[_gapCount++] = ((ushort)(sequence + 1), _offset);
        return true;
    }

    /// <summary>The source's number of a packet sent as <paramref name="outSequence"/>; false if it is of an earlier source or not known.</summary>
    public readonly bool TryMapBack(ushort outSequence, out ushort sequence)
    {
        sequence = 0;
        if (!_hasSource || SequenceNumbers.IsNewer(outSequence, _newestOutput))
            return false;
        for (var i = _gapCount - 1; i >= -1; i--)
        {
            var offset = OffsetOf(i);
            var start = i >= 0 ? _gaps[i].Input : _firstInput;
            sequence = (ushort)(outSequence + offset);
            if (!SequenceNumbers.IsNewer(start, sequence))
                return true;
        }

        return false;
    }

    /// <summary>A timestamp of the source (as in its sender report) in outgoing units.</summary>
    public readonly uint MapTimestamp(uint timestamp) => timestamp - _timestampOffset;

    /// <summary>Moves the window along, long before 16-bit numbers would take the distant past for the future.</summary>
    private void Advance(ushort sequence)
    {
        _newestInput = sequence;
        var oldest = (ushort)(sequence - Window);
        if (!SequenceNumbers.IsNewer(oldest, _firstInput))
            return;
        while (_gapCount > 0 && SequenceNumbers.IsNewer(oldest, _gaps[0].Input))
            ForgetOldestGap();
        _firstInput = oldest;
    }

    private void ForgetOldestGap()
    {
        (_firstInput, _baseOffset) = _gaps[0];
        for (var i = 1; i < _gapCount; i++)
            _gaps[i - 1] = _gaps[i];
        _gapCount--;
    }

    /// <param name="gap">-1: of what comes before the first.</param>
    private readonly ushort OffsetOf(int gap) => gap < 0 ? _baseOffset : _gaps[gap].Offset;

    private void Adopt(ushort sequence, uint timestamp, uint timestampStep)
    {
        _offset = _baseOffset = (ushort)(sequence - (ushort)(_newestOutput + 1));
        _timestampOffset = timestamp - (_newestTimestamp + (_hasSent ? timestampStep : 0));
        _firstInput = _newestInput = sequence;
        _gapCount = 0;
        _hasSource = true;
    }

    private readonly bool TryOffset(ushort sequence, out ushort offset)
    {
        for (var i = _gapCount - 1; i >= 0; i--)
        {
            offset = _gaps[i].Offset;
            if (!SequenceNumbers.IsNewer(_gaps[i].Input, sequence))
                return true;
            // Those left out have no number: their numbers went to the next.
            if ((ushort)(_gaps[i].Input - sequence) <= (ushort)(offset - OffsetOf(i - 1)))
                return false;
        }

        offset = _baseOffset;
        return !SequenceNumbers.IsNewer(_firstInput, sequence);
    }
}
