using System.Buffers.Binary;
using System.Text;
using Meet.Media.Codecs;
using Meet.Media.Layers;
using Meet.Media.Negotiation;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <summary>
/// One encoding of a track: a stream with its own SSRC (of simulcast one of up to three, RFC 8853; else the only one), which may have layers
/// of its own. Accounts for what arrives and stages it for the lines that carry it.
/// </summary>
internal sealed partial class Layer(Publication track, string rid)
{
    private readonly byte[] _rid = Encoding.ASCII.GetBytes(rid);
    private readonly LossRepair? _repair = track.Kind == MediaKind.Video ? new LossRepair() : null;
    private BurstPacket[]? _burst;
    private int _burstLength;
    private int _height;

    public Publication Track => track;

    /// <summary>As offered; empty where there is one layer only.</summary>
    public string Rid => rid;

    /// <summary>Null until the offer or a first packet names it.</summary>
    public uint? Ssrc { get; private set; }

    /// <summary>Of the retransmissions, likewise.</summary>
    public uint? RtxSsrc { get; private set; }

    public Reception Reception { get; private set; } = new(track.ClockRate);

    /// <summary>The publisher's newest, by this node's clock; default where there is none.</summary>
    public SenderReport Report => track.Owner.ByOurClock(Reception.SenderReport);

    public KeyframeRequests Keyframes { get; } = new();

    public LayerRate Rate { get; } = new();

    /// <summary>The layers within the stream; null for a codec that has none there.</summary>
    public LayeredStream? Layered { get; } = track.Codec == MediaCodec.Vp9 || (track.Codec == MediaCodec.Av1 && track.DescriptorId != 0)
        ? new LayeredStream(track.Codec == MediaCodec.Av1) : null;

    public LayerHold Hold { get; } = new();

    /// <summary>In pixels, of the newest keyframe; 0 until one came.</summary>
    public int Height => _height;

    /// <summary>Null for audio, where a retransmission would come too late, and before the first packet for somebody.</summary>
    public PacketHistory? History { get; private set; }

    /// <summary>The lines that carry this layer, or will from its next keyframe on.</summary>
    public List<Subscription> Subscribers { get; } = [];

    /// <summary>Packets staged in this turn.</summary>
    public ReadOnlySpan<BurstPacket> Burst => _burst.AsSpan(0, _burstLength);

    /// <summary>Bytes of the first of them.</summary>
    public int StagedLength => _burstLength == 0 ? 0 : _burst![0].PayloadLength;

    /// <summary>True if more of the staged picture is still to come: the last packet of one bears the marker (RFC 7741 section 4.1).</summary>
    public bool IsIncomplete => track.Kind == MediaKind.Video && _burstLength > 0 && !_burst![_burstLength - 1].Marker;

    public bool IsNamed(ReadOnlySpan<byte> value) => value.SequenceEqual(_rid);

    /// <summary>The stream has this SSRC from now on.</summary>
    public void Adopt(uint ssrc)
    {
        if (ssrc == Ssrc)
            return;
        if (Ssrc is not null)
            Restart(Generation + 1);
        Ssrc = ssrc;
    }

    public void AdoptRepair(uint ssrc) => RtxSsrc = ssrc;

    /// <summary>Accounts for a packet and stages it. True if it is the first of this turn.</summary>
    public bool OnPacket(in RtpPacket packet, int slot, long now)
    {
        if (packet.Ssrc == RtxSsrc)
            return OnRetransmission(packet, slot, now);
        var isRed = track.IsRed(packet);
        if (packet.PayloadType != track.PayloadType && !isRed)
            return false;
        Reception.OnPacket(packet.Sequence, packet.Timestamp, now);
        Rate.OnPacket(packet.Data.Length, now);
        if (_repair is not null && !_repair.OnPacket(packet.Sequence, now))
            Keyframes.Want();
        var level = packet.TryGetExtension(track.AudioLevelId, out var extension) && extension.Length > 0 ? extension[0] : (byte)0xFF;
        track.Loudness.OnPacket(level);
        track.Voice.OnPacket(level, now);
        var missing = track.RedType == 0 ? 0 : _lostVoice.OnPacket(packet.Sequence);
        return isRed ? StageRed(packet, slot, missing, level) : Stage(packet, slot, packet.HeaderLength, packet.Payload, packet.Sequence, level, now);
    }

    /// <summary>Nothing more comes before it goes out.</summary>
    public void Complete()
    {
        if (track.Kind == MediaKind.Video && _burstLength > 1)
            EqualLengths.Pad(_burst.AsSpan(0, _burstLength));
    }

    public void ClearBurst()
    {
        if (_burst is not null)
            track.Owner.Bursts.Return(_burst);
        (_burst, _burstLength) = (null, 0);
    }

    /// <summary>Gives back what nobody asks for any more.</summary>
    public void ExpireHistory(long now)
    {
        if (History is not { Count: > 0 } history)
            return;
        long? farthest = 0;
        foreach (var line in Subscribers)
        {
            if (farthest is not null)
                farthest = line.RoundTripMilliseconds is { } away ? Math.Max(away, farthest.Value) : null;
        }

        history.Expire(now, farthest);
    }

    /// <summary>It is no more: what it holds is another's.</summary>
    public void Close()
    {
        History?.Clear();
        Relays.Clear();
    }

    /// <summary>Sequence numbers to ask the sender for now.</summary>
    public int TakeLost(long now, Span<ushort> lost) => _repair?.TakeDue(now, lost) ?? 0;

    /// <summary>
    /// The original lies behind its sequence number (RFC 4588 section 4). Browsers also probe for bandwidth with packets that arrived
    /// long ago: only what is missing goes on.
    /// </summary>
    private bool OnRetransmission(in RtpPacket packet, int slot, long now)
    {
        var payload = packet.Payload;
        if (packet.PayloadType != track.RtxType || payload.Length <= 2)
            return false;
        var original = BinaryPrimitives.ReadUInt16BigEndian(payload);
        return _repair is not null && _repair.TryRepair(original)
            && Stage(packet, slot, packet.HeaderLength + 2, payload[2..], original, 0xFF, now);
    }

    private void Restart(int generation)
    {
        Generation = generation;
        Reception = new Reception(track.ClockRate);
        History?.Clear();
        _repair?.Reset();
        _lostVoice = default;
        Layered?.Reset();
        // Backwards: a line that has another layer in view leaves the list.
        for (var i = Subscribers.Count - 1; i >= 0; i--)
            Subscribers[i].Restart(this);
    }

    private bool Stage(in RtpPacket packet, int slot, int payloadOffset, ReadOnlySpan<byte> payload, ushort sequence, byte level, long now)
    {
        var isVideo = track.Kind == MediaKind.Video;
        var info = PayloadInfo.None;
        var descriptorAt = packet.FindExtension(track.DescriptorId, out var descriptorLength);
        var descriptor = descriptorAt < 0 ? default : packet.Data.Slice(descriptorAt, descriptorLength);
        if (_burstLength == Bursts.Length)
            return false;
        if (isVideo && payload.Length > 0 && !PayloadReader.TryRead(track.Codec, payload, descriptor, Layered, ref _height, out info))
            return false;
        Keyframes.Heard(info.IsKeyframe);
        Layered?.Measure(info.Points, packet.Data.Length, now);
        ref var staged = ref (_burst ??= track.Owner.Bursts.Rent())[_burstLength++];
        staged.Slot = slot;
        staged.PayloadOffset = payloadOffset;
        staged.PayloadLength = payload.Length;
        (staged.DescriptorOffset, staged.DescriptorLength) = (descriptorAt, descriptorLength);
        staged.Sequence = sequence;
        staged.Timestamp = packet.Timestamp;
        staged.Marker = packet.Marker;
        staged.AudioLevel = level;
        staged.Info = info;
        (staged.RedundancyLength, staged.IsRecovered, staged.Padding) = (0, false, 0);
        // What goes to nobody, nobody asks for again.
        if (isVideo && Subscribers.Count > 0)
            (History ??= new PacketHistory(track.Owner.HistoryBlocks)).Add(staged, payload, descriptor, now);
        return _burstLength == 1;
    }
}
