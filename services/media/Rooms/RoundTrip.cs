using Meet.Rtc.Rtcp;

namespace Meet.Media.Rooms;

/// <summary>
/// How far away a receiver is, as its report blocks tell (RFC 3550 section 6.4.1): the time since our sender report that it saw last, without the
/// time for which it kept it. Until then, the time of its handshake, which is surely longer. A mutable struct for embedding.
/// </summary>
internal struct RoundTrip
{
    private const uint UnitsPerSecond = 65536;

    /// <summary>A block that says more is wrong.</summary>
    private const uint Longest = 60 * UnitsPerSecond;

    /// <summary>Null until something tells it. Follows a longer one at once and a shorter one slowly.</summary>
    public long? Milliseconds { get; private set; }

    /// <param name="handshake">How long that took, in milliseconds: a round trip and more.</param>
    public void Begin(long handshake) => Milliseconds = handshake;

    /// <param name="ntp">Of the moment, 64 bits.</param>
    public void OnRtcp(in RtcpPacket packet, ulong ntp)
    {
        for (var i = 0; i < packet.ReportBlockCount; i++)
            OnReport(packet.ReportBlock(i), (uint)(ntp >> 16));
    }

    private void OnReport(in ReportBlock block, uint now)
    {
        if (block.LastSenderReport == 0)
            return;
        var units = now - block.LastSenderReport - block.DelaySinceLastSenderReport;
        // A receiver on this machine may have been faster than clocks are exact.
        if ((int)units < 0)
            units = 0;
        if (units > Longest)
            return;
        var measured = (long)units * 1000 / UnitsPerSecond;
        Milliseconds = Milliseconds is { } known && known > measured ? known - ((known - measured) / 8) : measured;
    }
}
