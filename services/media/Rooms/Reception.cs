using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <summary>How well one source arrives here, as a receiver report tells it (RFC 3550 sections 6.4.1, A.1, A.3 and A.8).</summary>
internal sealed class Reception(int clockRate)
{
    private bool _started;
    private ushort _highest;
    private uint _cycles;
    private uint _base;
    private uint _received;
    private uint _expectedBefore;
    private uint _receivedBefore;
    private long _transit;
    private double _jitter;
    private long _lastReportAt;

    /// <summary>Timestamp of the newest packet, and when it came (milliseconds): what a sender report extrapolates from.</summary>
    public uint NewestTimestamp { get; private set; }

    public long NewestAt { get; private set; }

    /// <summary>When the first came; in milliseconds.</summary>
    public long StartedAt { get; private set; }

    public void OnPacket(ushort sequence, uint timestamp, long now)
    {
        if (!_started)
        {
            (_started, _highest, _base) = (true, sequence, sequence);
            (NewestTimestamp, NewestAt, StartedAt) = (timestamp, now, now);
        }

        _received++;
        if (SequenceNumbers.IsNewer(sequence, _highest))
        {
            _cycles += sequence < _highest ? 0x10000u : 0;
            _highest = sequence;
            (NewestTimestamp, NewestAt) = (timestamp, now);
        }

        var transit = (now * clockRate / 1000) - timestamp;
        if (_received > 1)
            _jitter += (Math.Abs((long)(int)(transit - _transit)) - _jitter) / 16;
        _transit = transit;
    }

    /// <summary>The source's newest; default before the first.</summary>
    public SenderReport SenderReport { get; private set; }

    public void OnSenderReport(in SenderReport report, long now)
    {
        SenderReport = report;
        _lastReportAt = now;
    }

    /// <summary>The block for a report sent now; begins the next interval.</summary>
    public ReportBlock Report(uint ssrc, long now)
    {
        var highest = _cycles + _highest;
        var expected = _started ? highest - _base + 1 : 0;
        var expectedNow = expected - _expectedBefore;
        var lostNow = (int)(expectedNow - (_received - _receivedBefore));
        (_expectedBefore, _receivedBefore) = (expected, _received);
        var fraction = expectedNow == 0 || lostNow <= 0 ? 0 : Math.Min(255, (long)lostNow * 256 / expectedNow);
        // The middle 32 bits (RFC 3550 section 6.4.1).
        var lastReport = (uint)(SenderReport.NtpTime >> 16);
        var delay = lastReport == 0 ? 0 : (uint)((now - _lastReportAt) * 65536 / 1000);
        var lost = Math.Clamp((int)(expected - _received), -0x800000, 0x7FFFFF);
        return new ReportBlock(ssrc, (byte)fraction, lost, highest, (uint)_jitter, lastReport, delay);
    }
}
