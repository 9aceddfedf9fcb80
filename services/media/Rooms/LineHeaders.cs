using System.Text;
using Meet.Media.Codecs;
using Meet.Media.Negotiation;
using Meet.Rtc.Rtp;
using Meet.Rtc.Sdp;

namespace Meet.Media.Rooms;

/// <summary>
/// The RTP headers of one receiving line, under the payload types that its browser gave the codec which the line carries now. Lies within
/// the line, like the <see cref="HeaderTemplate"/>s in it.
/// </summary>
internal struct LineHeaders
{
    private const byte MarkerBit = 0x80;

    private HeaderTemplate _plain;
    private HeaderTemplate _withLevel;
    private byte[]? _mid;
    private byte _payloadType;
    private int _midId;
    private int _transportCcId;
    private int _descriptorId;
    private uint _ssrc;
    private uint _rtxSsrc;
    private ushort _rtxSequence;
    private FrameContinuity _frames;

    /// <summary>0 where the codec has no format for retransmissions.</summary>
    public byte RtxType { get; private set; }

    /// <summary>Of packets with redundancy; 0 where the browser takes none.</summary>
    public byte RedType { get; private set; }

    /// <summary>Of plain ones.</summary>
    public readonly byte PayloadType => _payloadType;

    /// <summary>Packets carry transport-wide sequence numbers.</summary>
    public readonly bool HasNumber => _transportCcId != 0;

    /// <summary>The next packet belongs to another source.</summary>
    public void LeaveSource() => _frames.LeaveSource();

    /// <param name="codec">That the line carries from now on; null where it is free.</param>
    public void Set(PlannedSubscription plan, SentTrack track, MediaCodec? codec)
    {
        var format = (codec is { } carried ? plan.FormatOf(carried) : null) ?? plan.Formats[0];
        (_payloadType, RtxType) = (format.Sdp.PayloadType, format.Rtx?.PayloadType ?? 0);
        RedType = format.Red?.PayloadType ?? 0;
        (_ssrc, _rtxSsrc) = (track.Ssrc, track.RtxSsrc ?? 0);
        _mid ??= Encoding.ASCII.GetBytes(plan.Mid);
        (_midId, _transportCcId) = (plan.MidId, plan.TransportCcId);
        _descriptorId = format.Codec == MediaCodec.Av1 ? plan.DescriptorId : 0;
        _plain = new HeaderTemplate(_payloadType, _ssrc, _midId, _mid, 0, _transportCcId);
        _withLevel = new HeaderTemplate(_payloadType, _ssrc, _midId, _mid, plan.AudioLevelId, _transportCcId);
    }

    /// <summary>True if the packet goes out with the redundancy that it came with.</summary>
    public readonly bool IsRed(in BurstPacket packet) => packet.RedundancyLength > 0 && RedType != 0;

    /// <summary>Writes the header of a forwarded packet and returns its length.</summary>
    /// <param name="datagram">That the packet came in.</param>
    /// <param name="number">The transport-wide one; of no meaning where there is none.</param>
    public int Write(
        Span<byte> target, in BurstPacket packet, ReadOnlySpan<byte> datagram, bool marker, ushort sequence, uint timestamp, ushort number)
    {
        if (packet.DescriptorLength > 0 && _descriptorId != 0)
        {
            // Its length differs from packet to packet.
            var descriptor = datagram.Slice(packet.DescriptorOffset, packet.DescriptorLength);
            return Build(target, _payloadType, marker, sequence, timestamp, _ssrc, number, descriptor);
        }

        ref readonly var template = ref packet.AudioLevel == 0xFF ? ref _plain : ref _withLevel;
        var length = template.Write(target, marker, sequence, timestamp, packet.AudioLevel, number);
        if (IsRed(packet))
            target[1] = (byte)((target[1] & MarkerBit) | RedType);
        return length;
    }

    /// <summary>The same of a packet on the retransmission stream, which has sequence numbers of its own.</summary>
    public int WriteRtx(Span<byte> target, bool marker, uint timestamp, ushort number, ReadOnlySpan<byte> descriptor = default) =>
        Build(target, RtxType, marker, _rtxSequence++, timestamp, _rtxSsrc, number, _descriptorId == 0 ? default : descriptor);

    private int Build(
        Span<byte> target, byte type, bool marker, ushort sequence, uint timestamp, uint ssrc, ushort number, scoped ReadOnlySpan<byte> descriptor)
    {
        Span<byte> mapped = stackalloc byte[byte.MaxValue];
        if (DependencyDescriptor.TryReadFrameNumber(descriptor, out var frame) && descriptor.Length <= mapped.Length)
        {
            descriptor.CopyTo(mapped);
            DependencyDescriptor.SetFrameNumber(mapped, _frames.Map(frame));
            descriptor = mapped[..descriptor.Length];
        }

        var builder = new RtpPacketBuilder(
            target, type, marker, sequence, timestamp, ssrc, isTwoByte: descriptor.Length > RtpPacketBuilder.MaxOneByteValue);
        builder.AddExtension(_midId, _mid);
        builder.AddExtension(_transportCcId, [(byte)(number >> 8), (byte)number]);
        builder.AddExtension(_descriptorId, descriptor);
        return builder.EndHeader();
    }
}
