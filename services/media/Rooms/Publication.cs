using System.Buffers.Binary;
using System.Text;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Negotiation;
using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <summary>A track that a participant sends: accounts for what arrives and stages it for the subscribers.</summary>
internal sealed class Publication
{
    private const int MaxBurst = 64;

    private readonly BurstPacket[] _burst = new BurstPacket[MaxBurst];
    private readonly LossRepair? _repair;
    private byte[] _mid;
    private int _burstLength;

    public Publication(Participant owner, PlannedPublication plan)
    {
        Owner = owner;
        Source = plan.Source;
        Kind = plan.Kind;
        ClockRate = plan.Codec.ClockRate;
        Reception = new Reception(ClockRate);
        if (Kind == MediaKind.Video)
            (History, _repair) = (new PacketHistory(), new LossRepair());
        _mid = [];
        Update(plan);
    }

    public Participant Owner { get; }

    public Source Source { get; }

    public MediaKind Kind { get; }

    public int ClockRate { get; }

    public string Mid { get; private set; } = "";

    /// <summary>Null until the offer or a first packet names it.</summary>
    public uint? Ssrc { get; private set; }

    /// <summary>Of the retransmissions, likewise.</summary>
    public uint? RtxSsrc { get; private set; }

    public int MidId { get; private set; }

    public int AudioLevelId { get; private set; }

    public int TransportCcId { get; private set; }

    public byte PayloadType { get; private set; }

    /// <summary>0 where none was negotiated.</summary>
    public byte RtxType { get; private set; }

    public Reception Reception { get; private set; }

    public Loudness Loudness { get; } = new();

    public KeyframeRequests Keyframes { get; } = new();

    /// <summary>Null for audio, where a retransmission would come too late.</summary>
    public PacketHistory? History { get; }

    public List<Subscription> Subscribers { get; } = [];

    /// <summary>Packets staged in this turn.</summary>
    public ReadOnlySpan<BurstPacket> Burst => _burst.AsSpan(0, _burstLength);

    /// <summary>True if more of the staged picture is still to come: the last packet of one bears the marker (RFC 7741 section 4.1).</summary>
    public bool IsIncomplete => Kind == MediaKind.Video && _burstLength > 0 && !_burst[_burstLength - 1].Marker;

    public void Update(PlannedPublication plan)
    {
        Mid = plan.Mid;
        _mid = Encoding.ASCII.GetBytes(plan.Mid);
        PayloadType = plan.Codec.PayloadType;
        RtxType = plan.Rtx?.PayloadType ?? 0;
        RtxSsrc = plan.RtxSsrc ?? RtxSsrc;
        (MidId, AudioLevelId, TransportCcId) = (plan.MidId, plan.AudioLevelId, plan.TransportCcId);
        if (plan.Ssrc is { } ssrc && ssrc != Ssrc)
            Adopt(ssrc);
    }

    /// <summary>True if the packet says by its MID that it is of this track; its SSRC is the track's from now on.</summary>
    public bool TryClaim(in RtpPacket packet)
    {
        if (!packet.TryGetExtension(MidId, out var mid) || !mid.SequenceEqual(_mid))
            return false;
        if (packet.PayloadType == PayloadType)
            Adopt(packet.Ssrc);
        else if (packet.PayloadType == RtxType && RtxType != 0)
            RtxSsrc = packet.Ssrc;
        else
            return false;
        return true;
    }

    /// <summary>Accounts for a packet and stages it. True if it is the first of this turn.</summary>
    public bool OnPacket(in RtpPacket packet, int slot, long now)
    {
        if (packet.Ssrc == RtxSsrc)
            return OnRetransmission(packet, slot);
        if (packet.PayloadType != PayloadType)
            return false;
        Reception.OnPacket(packet.Sequence, packet.Timestamp, now);
        if (_repair is not null && !_repair.OnPacket(packet.Sequence, now))
            Keyframes.Want();
        var level = packet.TryGetExtension(AudioLevelId, out var extension) && extension.Length > 0 ? extension[0] : (byte)0xFF;
        Loudness.OnPacket(level);
        return Stage(packet, slot, packet.HeaderLength, packet.Payload, packet.Sequence, level);
    }

    /// <summary>
    /// The original lies behind its sequence number (RFC 4588 section 4). Browsers also probe for bandwidth with packets that arrived
    /// long ago: only what is missing goes on.
    /// </summary>
    private bool OnRetransmission(in RtpPacket packet, int slot)
    {
        var payload = packet.Payload;
        if (packet.PayloadType != RtxType || payload.Length <= 2)
            return false;
        var original = BinaryPrimitives.ReadUInt16BigEndian(payload);
        return _repair is not null && _repair.TryRepair(original)
            && Stage(packet, slot, packet.HeaderLength + 2, payload[2..], original, 0xFF);
    }

    private bool Stage(in RtpPacket packet, int slot, int payloadOffset, ReadOnlySpan<byte> payload, ushort sequence, byte level)
    {
        var vp8 = default(Vp8Descriptor);
        if (_burstLength == MaxBurst || (Kind == MediaKind.Video && payload.Length > 0 && !Vp8Descriptor.TryParse(payload, out vp8)))
            return false;
        Keyframes.Heard(vp8.IsKeyframe);
        ref var staged = ref _burst[_burstLength++];
        staged.Slot = slot;
        staged.PayloadOffset = payloadOffset;
        staged.PayloadLength = payload.Length;
        staged.Sequence = sequence;
        staged.Timestamp = packet.Timestamp;
        staged.Marker = packet.Marker;
        staged.AudioLevel = level;
        staged.Vp8 = vp8;
        History?.Add(staged, payload);
        return _burstLength == 1;
    }

    public void ClearBurst() => _burstLength = 0;

    /// <summary>Sequence numbers to ask the sender for now.</summary>
    public int TakeLost(long now, Span<ushort> lost) => _repair?.TakeDue(now, lost) ?? 0;

    private void Adopt(uint ssrc)
    {
        if (Ssrc is not null)
        {
            Reception = new Reception(ClockRate);
            History?.Clear();
            _repair?.Reset();
            foreach (var subscriber in Subscribers)
                subscriber.Restart();
        }

        Ssrc = ssrc;
    }
}
