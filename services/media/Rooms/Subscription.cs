using System.Buffers.Binary;
using System.Security.Cryptography;
using Meet.Media.Codecs;
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

    /// <summary>Packets that one turn of a probe may repeat: 60 kB in 20 ms are 24 Mbit/s.</summary>
    private const int MaxPadding = 50;

    /// <summary>No picture comes later than the voice by more: a report that says so is wrong.</summary>
    private const int MaxDelaySeconds = 1;

    /// <summary>Browsers report a voice after 2.5 to 7.5 s for the first time, a picture after one.</summary>
    private const long UnreportedMilliseconds = 10_000;

    // What a packet needs is kept here, not looked up: with hundreds of lines, memory that is touched is what a packet costs.
    private readonly PeerTransport _transport;
    private readonly Bandwidth _bandwidth;
    private readonly MediaKind _kind;
    private readonly int _clockRate;
    private PlannedSubscription _plan;
    private LineHeaders _headers;
    private RtpContinuity _continuity = new((ushort)RandomNumberGenerator.GetInt32(0x8000), (uint)RandomNumberGenerator.GetInt32(int.MaxValue));
    private PictureContinuity _pictures;
    private LayerSelector _selector = new();
    private int _point = OperatingPoints.Highest;
    private int _resends = MaxResends;
    private long _sentAt;
    private uint _packets;
    private uint _octets;
    private uint _reportedPackets;

    /// <param name="partner">Of the other kind, and without one; null where there is none.</param>
    public Subscription(Participant owner, PlannedSubscription plan, uint ssrc, uint rtxSsrc, string cname, Subscription? partner)
    {
        (_transport, _bandwidth) = (owner.Transport, owner.Bandwidth);
        _kind = plan.Kind;
        _clockRate = plan.Formats[0].Sdp.ClockRate;
        _plan = plan;
        Mid = plan.Mid;
        var hasRtx = plan.Formats.Any(format => format.Rtx is not null);
        Partner = partner;
        partner?.Partner = this;
        Track = new SentTrack(ssrc, cname, partner?.Track.StreamId ?? $"line-{plan.Mid}", $"{plan.Kind}-{plan.Mid}".ToLowerInvariant(), hasRtx ? rtxSsrc : null);
        Update(plan);
    }

    public PeerTransport Transport => _transport;

    /// <summary>How far away the browser is; null until it is connected.</summary>
    public long? RoundTripMilliseconds => _bandwidth.RoundTripMilliseconds;

    public string Mid { get; }

    public MediaKind Kind => _kind;

    /// <summary>How the answer describes the stream; constant for the line's life.</summary>
    public SentTrack Track { get; }

    /// <summary>
    /// The line of the other kind in the same MediaStream: browsers play the two in step, by their sender reports. At most one, for they do so
    /// with one voice and one picture of a stream only.
    /// </summary>
    public Subscription? Partner { get; private set; }

    /// <summary>Whose track the line carries now; null while it is free.</summary>
    public Publication? Source { get; private set; }

    /// <summary>The layer that goes out; null until the first packet of <see cref="Target"/>, of a picture its first keyframe.</summary>
    public Layer? Current { get; private set; }

    /// <summary>The layer that is wanted: the current one, or the one to change to at its next keyframe. Null: nothing is to be sent.</summary>
    public Layer? Target { get; private set; }

    /// <summary>What it carries has redundancy, and the browser takes it.</summary>
    public bool HasRedundancy => _headers.RedType != 0 && Source is { RedType: not 0 };

    public void Update(PlannedSubscription plan)
    {
        _plan = plan;
        if (Source is { } source && !Carries(source.Codec))
            Bind(null, 0);
        _headers.Set(plan, Track, Source?.Codec);
        if (_headers.HasNumber)
            _bandwidth.Measure();
    }

    /// <summary>True if the browser can play it on this line.</summary>
    public bool Carries(MediaCodec codec) => _plan.FormatOf(codec) is not null;

    /// <param name="source">Of a codec that the line carries.</param>
    /// <param name="isShown">False: the picture is out of sight, and nothing is sent until another word.</param>
    public void Bind(Publication? source, long now, bool isShown = true)
    {
        Aim(null);
        Source?.Subscribers.Remove(this);
        Source = source;
        source?.Subscribers.Add(this);
        _headers.Set(_plan, Track, source?.Codec);
        _point = OperatingPoints.Highest;
        Aim(isShown ? source?.First(now) : null);
        Target?.Hold.Want(now);
    }

    /// <summary>The browser has it no more; the partner is free for another.</summary>
    public void Close()
    {
        Bind(null, 0);
        Partner?.Partner = null;
        Partner = null;
    }

    /// <summary>True if that is what the line carries, or waits for.</summary>
    public bool Wants(in LayerChoice choice) => choice.Layer == Target && choice.Point == _point;

    /// <summary>Another layer, or another part of one, is wanted; what goes out now goes on until that can begin.</summary>
    public void Aim(in LayerChoice choice)
    {
        _point = choice.Point;
        if (choice.Layer != Target)
            Aim(choice.Layer);
        if (choice.Layer != Current || choice.Point == _selector.Target)
            return;
        _selector.Target = choice.Point;
        if (choice.Layer.Layered is not null && _selector.NeedsKeyframe)
            choice.Layer.Keyframes.Want();
    }

    /// <summary>Another layer of the source is wanted; the present one goes on until that one's keyframe. Null: nothing, at once.</summary>
    public void Aim(Layer? layer)
    {
        if (layer == Target)
            return;
        if (Target != Current)
            Target?.Subscribers.Remove(this);
        Target = layer;
        if (layer is null)
            Stop();
        else if (layer != Current)
            Await(layer);
    }

    /// <summary>The layer begins another stream: a picture begins with a keyframe only.</summary>
    public void Restart(Layer layer)
    {
        if (layer != Current)
            return;
        Leave();
        if (layer != Target)
            layer.Subscribers.Remove(this);
    }

    /// <summary>True while the browser is there and lets us send.</summary>
    public bool CanSend(long now) => _transport.CanSend(now);

    /// <summary>Rewrites one packet of a layer as this line's, protects it and puts it into the batch.</summary>
    /// <param name="datagram">That it came in.</param>
    public void Forward(Layer layer, in BurstPacket packet, ReadOnlySpan<byte> datagram, long now)
    {
        // Who gets redundancy recovers what was lost by it.
        if (packet.IsRecovered && _headers.RedType != 0)
            return;
        var step = 1u;
        var isRed = _headers.IsRed(packet);
        var payload = datagram.Slice(packet.PayloadOffset, packet.PayloadLength)[(isRed ? 0 : packet.RedundancyLength)..];
        var marker = packet.Marker;
        if (layer != Current)
        {
            if (_kind == MediaKind.Video && !packet.Info.IsKeyframe)
                return;
            step = Step(layer, packet.Timestamp, now);
            // Of sound: a talkspurt begins (RFC 3551 section 4.1).
            marker |= _kind == MediaKind.Audio;
            Enter(layer);
        }

        if (_kind == MediaKind.Video && payload.IsEmpty)
        {
            _continuity.Skip(packet.Sequence);
            return;
        }

        if (layer.Layered is not null)
        {
            var isTaken = _selector.Take(packet);
            if (!isTaken && _continuity.Skip(packet.Sequence))
                return;
            // One that was left out too late for its number to be closed: an empty packet takes it, so that nobody asks for it again.
            payload = isTaken ? payload : default;
            marker = isTaken && _selector.IsLast(packet);
        }

        if (!_continuity.TryMap(packet.Sequence, packet.Timestamp, step, out var sequence, out var timestamp))
            return;
        var target = _transport.Next;
        var padding = payload.IsEmpty ? 0 : packet.Padding;
        var header = _headers.Write(target, packet, datagram, marker, sequence, timestamp, Number(payload.Length + padding));
        var body = target.Slice(header, payload.Length);
        payload.CopyTo(body);
        if (isRed)
            RedPayload.SetTypes(body, _headers.PayloadType);
        else if (!body.IsEmpty)
            _pictures.Rewrite(body, packet.Info.Numbers);
        if (padding > 0)
            RtpPadding.Write(target, header + payload.Length, padding);
        _transport.SendRtp(target, header + payload.Length + padding);
        _sentAt = now;
        _packets++;
        _octets += (uint)payload.Length;
    }

    /// <summary>Answers a NACK for one packet on the retransmission stream (RFC 4588 section 4), if it is still known.</summary>
    public void Resend(ushort lost)
    {
        if (_resends > 0 && Retransmit(lost) > 0)
            _resends--;
    }

    /// <summary>
    /// Sends what nobody needs, for a probe: the newest packets once more, which may even replace a lost one; where there are none,
    /// nothing but padding (RFC 3550 section 5.1).
    /// </summary>
    /// <returns>How many bytes it could be of those that were asked for, or a little more.</returns>
    public int Pad(int bytes)
    {
        var sent = 0;
        for (var count = 0; count < MaxPadding && sent < bytes && _headers.RtxType != 0; count++)
        {
            var repeated = Retransmit((ushort)(_continuity.NewestOutput - count));
            sent += repeated > 0 ? repeated : SendPadding();
        }

        return sent;
    }

    private int SendPadding()
    {
        var target = _transport.Next;
        var header = _headers.WriteRtx(target, marker: false, _continuity.NewestTimestamp, Number(byte.MaxValue));
        RtpPadding.Write(target, header, byte.MaxValue);
        _transport.SendRtp(target, header + byte.MaxValue);
        return byte.MaxValue;
    }

    /// <returns>Its payload's bytes; 0 if it is not known any more.</returns>
    private int Retransmit(ushort lost)
    {
        if (_headers.RtxType == 0 || Current is not { History: { } history } layer || !_continuity.TryMapBack(lost, out var original))
            return 0;
        if (!history.TryGet(original, out var packet, out var payload, out var descriptor) || payload.IsEmpty)
            return 0;
        if (layer.Layered is not null && !_selector.Has(packet))
            return 0;
        if (!_continuity.TryMap(original, packet.Timestamp, 1, out var sequence, out var timestamp) || sequence != lost)
            return 0;
        var target = _transport.Next;
        var marker = layer.Layered is null ? packet.Marker : _selector.IsLast(packet);
        var header = _headers.WriteRtx(target, marker, timestamp, Number(payload.Length + 2), descriptor);
        BinaryPrimitives.WriteUInt16BigEndian(target[header..], sequence);
        payload.CopyTo(target[(header + 2)..]);
        _pictures.Rewrite(target.Slice(header + 2, payload.Length), packet.Info.Numbers);
        _transport.SendRtp(target, header + 2 + payload.Length);
        return payload.Length;
    }

    public void OnTick() => _resends = Math.Min(MaxResends, _resends + ResendsPerTick);

    /// <summary>
    /// The line's sender report, if it has sent since the last one: what the source's clock shows now, by its own reports; where there are none
    /// after some time, where they cannot be right, and beside another person's track, by when its packets come. Until then nothing is said: receivers fit a line through many
    /// reports, so that a wrong first one is felt for long.
    /// </summary>
    public bool TryReport(long now, ulong ntp, out SenderReport report)
    {
        report = default;
        if (Current is not { } source || !_continuity.HasSource || _packets == _reportedPackets)
            return false;
        var reception = source.Reception;
        var timestamp = 0u;
        // A voice waits for the picture beside it: never for what is late on another person's way to us.
        var isBesideAnother = Partner?.Source is { } beside && beside.Owner != source.Track.Owner;
        var isKnown = !isBesideAnother && source.Report.TryTimestampAt(ntp, _clockRate, out timestamp);
        if (!isKnown && !isBesideAnother && now - reception.StartedAt < UnreportedMilliseconds)
            return false;
        _reportedPackets = _packets;
        var elapsed = (uint)((now - reception.NewestAt) * _clockRate / 1000);
        var arrived = reception.NewestTimestamp + elapsed;
        if (!isKnown || Math.Abs((long)(int)(timestamp - arrived)) > _clockRate * MaxDelaySeconds)
            timestamp = arrived;
        report = new SenderReport(Track.Ssrc, ntp, _continuity.MapTimestamp(timestamp), _packets, _octets);
        return true;
    }

    /// <summary>The browser lacks a picture that it can begin with.</summary>
    public void WantKeyframe()
    {
        Current?.Keyframes.Want();
        if (Target != Current)
            Target?.Keyframes.Want();
    }

    /// <summary>The transport-wide number of a packet that is about to be sent.</summary>
    private ushort Number(int payloadLength) => _headers.HasNumber ? _bandwidth.OnSending(payloadLength) : (ushort)0;

    private void Await(Layer layer)
    {
        layer.Subscribers.Add(this);
        if (_transport.IsConnected)
            layer.Keyframes.Want();
    }

    /// <summary>A layer that this line awaited has begun.</summary>
    private void Enter(Layer layer)
    {
        if (Current != layer)
            Current?.Subscribers.Remove(this);
        Leave();
        Current = layer;
        _selector.Restart();
        _selector.Target = _point;
    }

    private void Stop()
    {
        Current?.Subscribers.Remove(this);
        Leave();
    }

    private void Leave()
    {
        Current = null;
        _continuity.LeaveSource();
        _pictures.LeaveSource();
        _headers.LeaveSource();
    }

    /// <summary>How far the outgoing clock goes on at a change of layers or sources.</summary>
    private uint Step(Layer layer, uint timestamp, long now)
    {
        var elapsed = TimestampStep(now);
        return Current is { } from && _continuity.HasSource && from.Track == layer.Track
            ? LayerSwitch.Step(_continuity, timestamp, from.Report, layer.Report, _clockRate, elapsed).Step
            : elapsed;
    }

    private uint TimestampStep(long now) => (uint)Math.Clamp((now - _sentAt) * _clockRate / 1000, 1, int.MaxValue);
}
