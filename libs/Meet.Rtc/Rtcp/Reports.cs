using System.Buffers.Binary;

namespace Meet.Rtc.Rtcp;

/// <summary>The sender's part of a SR (RFC 3550 section 6.4.1).</summary>
/// <param name="Ssrc">Who reports.</param>
/// <param name="NtpTime">64-bit NTP: seconds since 1900 and their fraction.</param>
/// <param name="RtpTime">The same instant in the stream's clock.</param>
/// <param name="Packets">Sent since the start, modulo 2^32.</param>
/// <param name="Octets">Payload octets sent since the start, modulo 2^32.</param>
public readonly record struct SenderReport(uint Ssrc, ulong NtpTime, uint RtpTime, uint Packets, uint Octets)
{
    /// <summary>Further away the clocks have drifted too far apart, or the report is of another stream.</summary>
    private const int MaxSeconds = 21_600;

    /// <summary>
    /// What the stream's clock shows at another instant of the reporter's wall clock, modulo 2^32. False where the report has no wall clock
    /// (NTP time 0), or is more than 6 hours away.
    /// </summary>
    /// <param name="ntp">64-bit NTP time.</param>
    /// <param name="clockRate">Of the stream, in Hz.</param>
    /// <param name="timestamp">0 where there is none.</param>
    public bool TryTimestampAt(ulong ntp, int clockRate, out uint timestamp)
    {
        timestamp = 0;
        var apart = (long)(ntp - NtpTime);
        if (NtpTime == 0 || Math.Abs(apart >> 32) > MaxSeconds)
            return false;
        // Units of 2^-32 s times Hz, rounded.
        timestamp = RtpTime + (uint)(long)((((Int128)apart * clockRate) + (1L << 31)) >> 32);
        return true;
    }
}

/// <summary>One reception report (RFC 3550 section 6.4.1).</summary>
/// <param name="Ssrc">The source reported on.</param>
/// <param name="FractionLost">Since the last report, in 1/256.</param>
/// <param name="CumulativeLost">Since the start, 24 bits signed.</param>
/// <param name="HighestSequence">Extended: cycles in the upper 16 bits.</param>
/// <param name="Jitter">In the stream's clock units.</param>
/// <param name="LastSenderReport">The middle 32 bits of the last SR's NTP time, 0 if none came.</param>
/// <param name="DelaySinceLastSenderReport">In 1/65536 s.</param>
public readonly record struct ReportBlock(
    uint Ssrc,
    byte FractionLost,
    int CumulativeLost,
    uint HighestSequence,
    uint Jitter,
    uint LastSenderReport,
    uint DelaySinceLastSenderReport)
{
    internal static ReportBlock Read(ReadOnlySpan<byte> block) => new(
        BinaryPrimitives.ReadUInt32BigEndian(block),
        block[4],
        (BinaryPrimitives.ReadInt32BigEndian(block[4..]) << 8) >> 8,
        BinaryPrimitives.ReadUInt32BigEndian(block[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[20..]));

    internal void Write(Span<byte> block)
    {
        BinaryPrimitives.WriteUInt32BigEndian(block, Ssrc);
        BinaryPrimitives.WriteInt32BigEndian(block[4..], CumulativeLost);
        block[4] = FractionLost;
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], HighestSequence);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], LastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(block[20..], DelaySinceLastSenderReport);
    }
}
