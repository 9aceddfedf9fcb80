using Meet.Rtc.Rtcp;

namespace Meet.Rtc.Rtp;

/// <summary>Where the first packet of another layer belongs on an outgoing stream's clock.</summary>
/// <param name="Step">Clock units after the newest timestamp sent, at least 1: what <see cref="RtpContinuity.TryMap"/> takes.</param>
/// <param name="IsAligned">True if both layers' sender reports placed it; false if only the time that passed did.</param>
/// <param name="Ahead">
/// Clock units by which the packet had to be moved into the future so that timestamps do not go backwards; 0 if it fits. Audio and video
/// drift apart by so much: waiting for a later keyframe avoids it.
/// </param>
public readonly record struct LayerStep(uint Step, bool IsAligned, uint Ahead);

/// <summary>
/// Simulcast layers of one camera have RTP clocks with different random origins; their sender reports tie each to the same wall clock
/// (RFC 3550 section 6.4.1). A subscriber's timestamps go on as if one encoder had made both layers.
/// </summary>
public static class LayerSwitch
{
    /// <summary>Beyond a second from the time that passed, a report is wrong: clocks were set, or the report belongs to an earlier stream.</summary>
    private const int MaxDisagreementSeconds = 1;

    /// <summary>
    /// What to add to a timestamp of <paramref name="to"/> to get that of the same instant on the clock of <paramref name="from"/>, modulo
    /// 2^32. False where one of them has no wall clock (NTP time 0) or they are more than 6 hours apart.
    /// </summary>
    /// <param name="from">The newest sender report of one layer; default where none came.</param>
    /// <param name="to">Of the other.</param>
    /// <param name="clockRate">Of both, in Hz.</param>
    public static bool TryOffset(in SenderReport from, in SenderReport to, int clockRate, out uint offset)
    {
        offset = 0;
        if (to.NtpTime == 0 || clockRate <= 0 || !from.TryTimestampAt(to.NtpTime, clockRate, out var timestamp))
            return false;
        offset = timestamp - to.RtpTime;
        return true;
    }

    /// <summary>
    /// The step for the first packet of the new layer, to be asked for before <see cref="RtpContinuity.TryMap"/> adopts it.
    /// </summary>
    /// <param name="continuity">The outgoing stream, still on the old layer's clock.</param>
    /// <param name="timestamp">Of the new layer's packet.</param>
    /// <param name="from">The old layer's newest sender report; default where none came.</param>
    /// <param name="to">The new layer's.</param>
    /// <param name="clockRate">In Hz, 90 000 for video.</param>
    /// <param name="elapsed">Clock units that passed since the last packet was sent: the answer where reports do not help.</param>
    public static LayerStep Step(
        in RtpContinuity continuity, uint timestamp, in SenderReport from, in SenderReport to, int clockRate, uint elapsed)
    {
        var fallback = new LayerStep(Math.Max(elapsed, 1), false, 0);
        if (!TryOffset(from, to, clockRate, out var offset))
            return fallback;
        var step = (int)(continuity.MapTimestamp(timestamp + offset) - continuity.NewestTimestamp);
        if (Math.Abs(step - (long)elapsed) > (long)MaxDisagreementSeconds * clockRate)
            return fallback;
        return step >= 1 ? new LayerStep((uint)step, true, 0) : new LayerStep(1, true, (uint)(1 - step));
    }
}
