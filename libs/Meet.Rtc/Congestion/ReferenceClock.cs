namespace Meet.Rtc.Congestion;

/// <summary>
/// Makes one running clock of the 24-bit reference times of feedback, whatever their order: each is taken to be nearest to the one
/// before (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1). Starts at 0 with the first.
/// </summary>
internal struct ReferenceClock
{
    /// <summary>Ticks of 250 µs in a step of 64 ms.</summary>
    private const int TicksPerStep = 256;

    private long _steps;
    private uint _last;
    private bool _started;

    /// <summary>The reference time in ticks of 250 µs.</summary>
    public long Unwrap(uint referenceTime)
    {
        if (_started)
            _steps += (int)((referenceTime - _last) << 8) >> 8;
        _started = true;
        _last = referenceTime;
        return _steps * TicksPerStep;
    }
}
