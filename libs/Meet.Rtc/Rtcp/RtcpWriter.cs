using System.Buffers.Binary;
using System.Numerics;

namespace Meet.Rtc.Rtcp;

/// <summary>Appends RTCP packets to a span as one compound. The caller's buffer must hold them; nothing here allocates.</summary>
public ref struct RtcpWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    public void AddSenderReport(in SenderReport report)
    {
        var packet = Begin(RtcpType.SenderReport, 0, 28);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], report.Ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(packet[8..], report.NtpTime);
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], report.RtpTime);
        BinaryPrimitives.WriteUInt32BigEndian(packet[20..], report.Packets);
        BinaryPrimitives.WriteUInt32BigEndian(packet[24..], report.Octets);
    }

    /// <param name="ssrc">Who reports.</param>
    /// <param name="blocks">At most 31.</param>
    public void AddReceiverReport(uint ssrc, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        var packet = Begin(RtcpType.ReceiverReport, blocks.Length, 8 + (blocks.Length * 24));
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], ssrc);
        for (var i = 0; i < blocks.Length; i++)
            blocks[i].Write(packet[(8 + (i * 24))..]);
    }

    /// <summary>A source description with the one item that is required (RFC 3550 section 6.5.1).</summary>
    /// <param name="ssrc">The source described.</param>
    /// <param name="cname">At most 255 bytes.</param>
    public void AddCname(uint ssrc, scoped ReadOnlySpan<byte> cname)
    {
        var length = (8 + 2 + cname.Length + 1 + 3) & ~3;
        var packet = Begin(RtcpType.SourceDescription, 1, length);
        packet[8..].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], ssrc);
        packet[8] = 1;
        packet[9] = (byte)cname.Length;
        cname.CopyTo(packet[10..]);
    }

    public void AddGoodbye(uint ssrc) =>
        BinaryPrimitives.WriteUInt32BigEndian(Begin(RtcpType.Goodbye, 1, 8)[4..], ssrc);

    public void AddPli(uint sender, uint media) => Feedback(RtcpType.PayloadFeedback, RtcpFormat.Pli, 12, sender, media);

    /// <param name="sender">Who asks.</param>
    /// <param name="media">Whose intra frame is wanted.</param>
    /// <param name="number">One more for each new request, the same for its repetition.</param>
    public void AddFir(uint sender, uint media, byte number)
    {
        var packet = Feedback(RtcpType.PayloadFeedback, RtcpFormat.Fir, 20, sender, 0);
        BinaryPrimitives.WriteUInt32BigEndian(packet[12..], media);
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], (uint)number << 24);
    }

    /// <param name="sender">Who asks.</param>
    /// <param name="media">The stream with the holes.</param>
    /// <param name="lost">Ascending sequence numbers, at most 64.</param>
    public void AddNack(uint sender, uint media, scoped ReadOnlySpan<ushort> lost)
    {
        Span<(ushort Sequence, ushort Following)> pairs = stackalloc (ushort, ushort)[64];
        var count = 0;
        foreach (var sequence in lost)
        {
            var distance = count == 0 ? 0 : (ushort)(sequence - pairs[count - 1].Sequence);
            if (distance is >= 1 and <= 16)
                pairs[count - 1].Following |= (ushort)(1 << (distance - 1));
            else if (count < pairs.Length)
                pairs[count++] = (sequence, 0);
        }

        var packet = Feedback(RtcpType.TransportFeedback, RtcpFormat.Nack, 12 + (count * 4), sender, media);
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet[(12 + (i * 4))..], pairs[i].Sequence);
            BinaryPrimitives.WriteUInt16BigEndian(packet[(14 + (i * 4))..], pairs[i].Following);
        }
    }

    /// <param name="sender">Who estimates.</param>
    /// <param name="bitsPerSecond">The most that all these sources together may send.</param>
    /// <param name="sources">At most 255.</param>
    public void AddRemb(uint sender, ulong bitsPerSecond, scoped ReadOnlySpan<uint> sources)
    {
        var packet = Feedback(RtcpType.PayloadFeedback, RtcpFormat.Application, 20 + (sources.Length * 4), sender, 0);
        "REMB"u8.CopyTo(packet[12..]);
        var exponent = Math.Max(0, 64 - BitOperations.LeadingZeroCount(bitsPerSecond) - 18);
        var mantissa = (uint)(bitsPerSecond >> exponent);
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], ((uint)sources.Length << 24) | ((uint)exponent << 18) | mantissa);
        for (var i = 0; i < sources.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(packet[(20 + (i * 4))..], sources[i]);
    }

    /// <summary>Appends a packet that is complete already, as <see cref="TransportFeedback"/> writes it.</summary>
    public void AddRaw(scoped ReadOnlySpan<byte> packet)
    {
        packet.CopyTo(_buffer[Length..]);
        Length += packet.Length;
    }

    private Span<byte> Feedback(RtcpType type, int format, int length, uint sender, uint media)
    {
        var packet = Begin(type, format, length);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], sender);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], media);
        return packet;
    }

    private Span<byte> Begin(RtcpType type, int count, int length)
    {
        var packet = _buffer.Slice(Length, length);
        packet[0] = (byte)(0x80 | count);
        packet[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)((length / 4) - 1));
        Length += length;
        return packet;
    }
}
