using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Meet.Media.Negotiation;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;
using Meet.Rtc.Sdp;

namespace Meet.Media.Rooms;

/// <summary>
/// A receiving line of a participant: one outgoing stream with its own SSRC, which carries whichever track it is bound to and looks
/// to the browser like one sender without a break.
/// </summary>
internal sealed class Subscription
{
    /// <summary>Retransmissions at once; they come back at 200 in a second. A peer that asks for more gets a keyframe later.</summary>
    private const int MaxResends = 64;
    private const int ResendsPerTick = 4;

    // What a packet needs is kept here, not looked up: with hundreds of lines, memory that is touched is what a packet costs.
    private readonly PeerTransport _transport;
    private readonly MediaKind _kind;
    private readonly int _clockRate;
    private byte[] _mid = [];
    private HeaderTemplate _header;
    private HeaderTemplate _headerWithLevel;
    private byte _rtxType;
    private int _midId;
    private RtpContinuity _continuity = new((ushort)RandomNumberGenerator.GetInt32(0x8000), (uint)RandomNumberGenerator.GetInt32(int.MaxValue));
    private Vp8Continuity _vp8;
    private ushort _rtxSequence;
    private int _resends = MaxResends;
    private bool _waitsForKeyframe;
    private long _sentAt;
    private uint _packets;
    private uint _octets;
    private uint _reportedPackets;

    public Subscription(Participant owner, PlannedSubscription plan, uint ssrc, uint rtxSsrc, string cname)
    {
        _transport = owner.Transport;
        _kind = plan.Kind;
        _clockRate = plan.Codec.ClockRate;
        Mid = plan.Mid;
        Track = new SentTrack(ssrc, cname, $"line-{plan.Mid}", $"{plan.Kind}-{plan.Mid}".ToLowerInvariant(), plan.Rtx is null ? null : rtxSsrc);
        Update(plan);
    }

    public string Mid { get; }

    public MediaKind Kind => _kind;

    /// <summary>How the answer describes the stream; constant for the line's life.</summary>
    public SentTrack Track { get; }

    /// <summary>Whose track the line carries now; null while it is free.</summary>
    public Publication? Source { get; private set; }

    public void Update(PlannedSubscription plan)
    {
        _mid = Encoding.ASCII.GetBytes(plan.Mid);
        _rtxType = plan.Rtx?.PayloadType ?? 0;
        _midId = plan.MidId;
        _header = new HeaderTemplate(plan.Codec.PayloadType, Track.Ssrc, plan.MidId, _mid, 0);
        _headerWithLevel = new HeaderTemplate(plan.Codec.PayloadType, Track.Ssrc, plan.MidId, _mid, plan.AudioLevelId);
    }

    public void Bind(Publication? source)
    {
        Source?.Subscribers.Remove(this);
        Source = source;
        source?.Subscribers.Add(this);
        Restart();
        if (_transport.IsConnected)
            source?.Keyframes.Want();
    }

    /// <summary>The next packet begins another stream: a picture begins with a keyframe only.</summary>
    public void Restart()
    {
        _continuity.LeaveSource();
        _vp8.LeaveSource();
        _waitsForKeyframe = _kind == MediaKind.Video;
    }

    /// <summary>True while the browser is there and lets us send.</summary>
    public bool CanSend(long now) => _transport.CanSend(now);

    /// <summary>Rewrites one packet as this line's, protects it and puts it into the batch.</summary>
    public void Forward(in BurstPacket packet, ReadOnlySpan<byte> payload, long now)
    {
        if (_waitsForKeyframe && !packet.Vp8.IsKeyframe)
            return;
        _waitsForKeyframe = false;
        if (_kind == MediaKind.Video && payload.IsEmpty)
        {
            _continuity.Skip(packet.Sequence);
            return;
        }

        if (!_continuity.TryMap(packet.Sequence, packet.Timestamp, TimestampStep(now), out var sequence, out var timestamp))
            return;
        var target = _transport.Next;
        ref readonly var template = ref packet.AudioLevel == 0xFF ? ref _header : ref _headerWithLevel;
        var header = template.Write(target, packet.Marker, sequence, timestamp, packet.AudioLevel);
        var body = target.Slice(header, payload.Length);
        payload.CopyTo(body);
        if (_kind == MediaKind.Video)
            _vp8.Rewrite(body, packet.Vp8);
        _transport.SendRtp(target, header + payload.Length);
        _sentAt = now;
        _packets++;
        _octets += (uint)payload.Length;
    }

    /// <summary>Answers a NACK for one packet on the retransmission stream (RFC 4588 section 4), if it is still known.</summary>
    public void Resend(ushort lost)
    {
        if (_rtxType == 0 || _resends == 0 || Source?.History is not { } history)
            return;
        if (!_continuity.TryMapBack(lost, out var original) || !history.TryGet(original, out var packet, out var payload) || payload.IsEmpty)
            return;
        if (!_continuity.TryMap(original, packet.Timestamp, 1, out var sequence, out var timestamp) || sequence != lost)
            return;
        _resends--;
        var target = _transport.Next;
        var builder = new RtpPacketBuilder(target, _rtxType, packet.Marker, _rtxSequence++, timestamp, Track.RtxSsrc!.Value);
        builder.AddExtension(_midId, _mid);
        var header = builder.EndHeader();
        BinaryPrimitives.WriteUInt16BigEndian(target[header..], sequence);
        payload.CopyTo(target[(header + 2)..]);
        _vp8.Rewrite(target.Slice(header + 2, payload.Length), packet.Vp8);
        _transport.SendRtp(target, header + 2 + payload.Length);
    }

    public void OnTick() => _resends = Math.Min(MaxResends, _resends + ResendsPerTick);

    /// <summary>The line's sender report, if it has sent since the last one: the source's clock, extrapolated to now.</summary>
    public bool TryReport(long now, ulong ntp, out SenderReport report)
    {
        report = default;
        if (Source is not { } source || !_continuity.HasSource || _packets == _reportedPackets)
            return false;
        _reportedPackets = _packets;
        var elapsed = (uint)((now - source.Reception.NewestAt) * _clockRate / 1000);
        var timestamp = _continuity.MapTimestamp(source.Reception.NewestTimestamp + elapsed);
        report = new SenderReport(Track.Ssrc, ntp, timestamp, _packets, _octets);
        return true;
    }

    private uint TimestampStep(long now) => (uint)Math.Clamp((now - _sentAt) * _clockRate / 1000, 1, int.MaxValue);
}
