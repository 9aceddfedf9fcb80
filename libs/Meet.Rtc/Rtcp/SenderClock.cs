namespace Meet.Rtc.Rtcp;

/// <summary>
/// How far one sender's wall clock is from ours, by its sender reports: clocks of browsers are minutes apart, and all streams of one
/// sender share one (RFC 3550 section 6.4.1). What came fastest in the last half to whole minute counts, for it waited least: what the
/// sender captured at one instant lies at one instant here, too, and later than the truth by the shortest way to us. A mutable struct for
/// embedding: pass it by reference.
/// </summary>
public struct SenderClock
{
    // Clocks drift apart by up to 100 ppm: 3 ms in half a minute.
    private const long Window = 30L << 32;

    /// <summary>No report waits for longer: the sender's clock was set back.</summary>
    private const long MaxWait = 5L << 32;

    private bool _isKnown;
    private long _least;
    private long _leastOfWindow;
    private ulong _windowEnd;

    /// <param name="ntp">Of a report, by the sender's clock, as 64-bit NTP time; 0 says nothing (RFC 3550 section 6.4.1).</param>
    /// <param name="arrived">When it came, by ours.</param>
    public void OnReport(ulong ntp, ulong arrived)
    {
        if (ntp == 0)
            return;
        var apart = (long)(arrived - ntp);
        if (!_isKnown || apart - _least > MaxWait)
            (_isKnown, _least, _leastOfWindow, _windowEnd) = (true, apart, apart, arrived + Window);
        if ((long)(arrived - _windowEnd) >= 0)
            (_least, _leastOfWindow, _windowEnd) = (_leastOfWindow, apart, arrived + Window);
        _leastOfWindow = Math.Min(_leastOfWindow, apart);
        _least = Math.Min(_least, apart);
    }

    /// <summary>The report with its instant by our clock; default (NTP time 0) for one that has none.</summary>
    public readonly SenderReport Translate(in SenderReport report) =>
        _isKnown && report.NtpTime != 0 ? report with { NtpTime = report.NtpTime + (ulong)_least } : default;
}
