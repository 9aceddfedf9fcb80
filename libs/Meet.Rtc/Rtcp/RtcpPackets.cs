using System.Buffers.Binary;

namespace Meet.Rtc.Rtcp;

/// <summary>RTCP packet types (RFC 3550 section 12.1, RFC 4585 section 6.1).</summary>
public enum RtcpType
{
    SenderReport = 200,
    ReceiverReport = 201,
    SourceDescription = 202,
    Goodbye = 203,
    TransportFeedback = 205,
    PayloadFeedback = 206,
}

/// <summary>The FMT of feedback packets: transport (205) and payload-specific (206) formats share the numbers' space here.</summary>
public static class RtcpFormat
{
    /// <summary>Of 205: generic NACK (RFC 4585 section 6.2.1).</summary>
    public const int Nack = 1;

    /// <summary>Of 205: transport-wide congestion control (draft-holmer-rmcat-transport-wide-cc-extensions-01).</summary>
    public const int TransportCc = 15;

    /// <summary>Of 206: picture loss indication (RFC 4585 section 6.3.1).</summary>
    public const int Pli = 1;

    /// <summary>Of 206: full intra request (RFC 5104 section 4.3.1).</summary>
    public const int Fir = 4;

    /// <summary>Of 206: application layer feedback, which REMB is.</summary>
    public const int Application = 15;
}

/// <summary>One packet of a compound, read in place.</summary>
public readonly ref struct RtcpPacket
{
    private readonly ReadOnlySpan<byte> _data;

    internal RtcpPacket(ReadOnlySpan<byte> data) => _data = data;

    public RtcpType Type => (RtcpType)_data[1];

    /// <summary>Report count, source count or FMT, by type: 0 to 31.</summary>
    public int Count => _data[0] & 0x1F;

    /// <summary>The sender of a report or feedback; 0 for an empty goodbye or description.</summary>
    public uint SenderSsrc => _data.Length >= 8 ? BinaryPrimitives.ReadUInt32BigEndian(_data[4..]) : 0;

    /// <summary>The media source a feedback packet is about; 0 where the packet has none.</summary>
    public uint MediaSsrc => _data.Length >= 12 ? BinaryPrimitives.ReadUInt32BigEndian(_data[8..]) : 0;

    /// <summary>Everything after the first four bytes.</summary>
    public ReadOnlySpan<byte> Body => _data[4..];

    public bool TryGetSenderReport(out SenderReport report)
    {
        report = default;
        if (Type != RtcpType.SenderReport || _data.Length < 28)
            return false;
        report = new SenderReport(
            SenderSsrc,
            BinaryPrimitives.ReadUInt64BigEndian(_data[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(_data[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(_data[20..]),
            BinaryPrimitives.ReadUInt32BigEndian(_data[24..]));
        return true;
    }

    /// <summary>How many report blocks a SR or RR really holds, whatever it claims.</summary>
    public int ReportBlockCount => Type switch
    {
        RtcpType.SenderReport => Math.Clamp((_data.Length - 28) / 24, 0, Count),
        RtcpType.ReceiverReport => Math.Clamp((_data.Length - 8) / 24, 0, Count),
        _ => 0,
    };

    /// <param name="index">0 to <see cref="ReportBlockCount"/> - 1.</param>
    public ReportBlock ReportBlock(int index) =>
        Rtcp.ReportBlock.Read(_data.Slice((Type == RtcpType.SenderReport ? 28 : 8) + (index * 24), 24));

    /// <summary>How many (packet id, bitmask) pairs a NACK holds; 0 for any other packet.</summary>
    public int NackCount => Type == RtcpType.TransportFeedback && Count == RtcpFormat.Nack ? Math.Max(0, (_data.Length - 12) / 4) : 0;

    /// <summary>A lost sequence number and, as bits from the lowest, which of the 16 after it are lost too.</summary>
    public (ushort Sequence, ushort Following) Nack(int index) => (
        BinaryPrimitives.ReadUInt16BigEndian(_data[(12 + (index * 4))..]),
        BinaryPrimitives.ReadUInt16BigEndian(_data[(14 + (index * 4))..]));

    /// <summary>Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1).</summary>
    public bool IsTransportFeedback => Type == RtcpType.TransportFeedback && Count == RtcpFormat.TransportCc;

    public bool IsPli => Type == RtcpType.PayloadFeedback && Count == RtcpFormat.Pli && _data.Length >= 12;

    /// <summary>How many sources a FIR asks; 0 for any other packet.</summary>
    public int FirCount => Type == RtcpType.PayloadFeedback && Count == RtcpFormat.Fir ? Math.Max(0, (_data.Length - 12) / 8) : 0;

    public uint FirSsrc(int index) => BinaryPrimitives.ReadUInt32BigEndian(_data[(12 + (index * 8))..]);

    /// <summary>REMB (draft-alvestrand-rmcat-remb-03): the receiver's estimate in bits per second.</summary>
    public bool TryGetRemb(out ulong bitsPerSecond)
    {
        bitsPerSecond = 0;
        if (Type != RtcpType.PayloadFeedback || Count != RtcpFormat.Application || _data.Length < 20 || !_data.Slice(12, 4).SequenceEqual("REMB"u8))
            return false;
        var exponent = _data[17] >> 2;
        ulong mantissa = ((uint)(_data[17] & 3) << 16) | BinaryPrimitives.ReadUInt16BigEndian(_data[18..]);
        bitsPerSecond = exponent > 45 ? ulong.MaxValue : mantissa << exponent;
        return true;
    }

    /// <summary>How many sources a goodbye names.</summary>
    public int GoodbyeCount => Type == RtcpType.Goodbye ? Math.Min(Count, (_data.Length - 4) / 4) : 0;

    public uint GoodbyeSsrc(int index) => BinaryPrimitives.ReadUInt32BigEndian(_data[(4 + (index * 4))..]);
}
