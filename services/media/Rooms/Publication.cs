using System.Text;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Branches;
using Meet.Media.Codecs;
using Meet.Media.Layers;
using Meet.Media.Negotiation;
using Meet.Media.Voices;
using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <summary>A track that a participant sends, in one layer or, as simulcast, in up to three.</summary>
internal sealed class Publication
{
    private byte[] _mid = [];
    private Layer[] _layers = [];

    public Publication(IPublisher owner, PlannedPublication plan)
    {
        Owner = owner;
        Plan = plan;
        Source = plan.Source;
        Kind = plan.Kind;
        Codec = plan.Format.Codec;
        ClockRate = plan.Format.Sdp.ClockRate;
        Update(plan);
    }

    public IPublisher Owner { get; }

    /// <summary>What was agreed on last.</summary>
    public PlannedPublication Plan { get; private set; }

    public Source Source { get; }

    public MediaKind Kind { get; }

    /// <summary>For the track's life: another one makes another track.</summary>
    public MediaCodec Codec { get; }

    public int ClockRate { get; }

    public string Mid { get; private set; } = "";

    public int AudioLevelId { get; private set; }

    public int TransportCcId { get; private set; }

    /// <summary>Of the dependency descriptor; 0 where none was negotiated.</summary>
    public int DescriptorId { get; private set; }

    public byte PayloadType { get; private set; }

    /// <summary>0 where none was negotiated.</summary>
    public byte RtxType { get; private set; }

    /// <summary>Of packets with redundancy; 0 where none was negotiated.</summary>
    public byte RedType { get; private set; }

    public Loudness Loudness { get; } = new();

    /// <summary>Of a microphone: its part in the contest for being heard.</summary>
    public Voice Voice { get; } = new();

    /// <summary>From the smallest to the largest, as the publisher offered them; at least one.</summary>
    public ReadOnlySpan<Layer> Layers => _layers;

    /// <summary>The lines that this track is bound to.</summary>
    public List<Subscription> Subscribers { get; } = [];

    private int MidId { get; set; }

    private int RidId { get; set; }

    private int RepairedRidId { get; set; }

    public void Update(PlannedPublication plan)
    {
        Plan = plan;
        Mid = plan.Mid;
        _mid = Encoding.ASCII.GetBytes(plan.Mid);
        PayloadType = plan.Format.Sdp.PayloadType;
        RtxType = plan.Format.Rtx?.PayloadType ?? 0;
        RedType = plan.Format.Red?.PayloadType ?? 0;
        (MidId, RidId, RepairedRidId) = (plan.MidId, plan.RidId, plan.RepairedRidId);
        (AudioLevelId, TransportCcId, DescriptorId) = (plan.AudioLevelId, plan.TransportCcId, plan.DescriptorId);
        if (_layers.Length != Math.Max(1, plan.Rids.Count) || !plan.Rids.SequenceEqual(_layers.Select(layer => layer.Rid).Where(rid => rid.Length > 0)))
            Build(plan.Rids);
        if (plan.RtxSsrc is { } repair)
            _layers[0].AdoptRepair(repair);
        if (plan.Ssrc is { } ssrc)
            _layers[0].Adopt(ssrc);
    }

    /// <summary>True if the packet's payload has redundancy's form.</summary>
    public bool IsRed(in RtpPacket packet) => RedType != 0 && packet.PayloadType == RedType;

    public Layer? Find(uint ssrc)
    {
        foreach (var layer in _layers)
        {
            if (layer.Ssrc == ssrc || layer.RtxSsrc == ssrc)
                return layer;
        }

        return null;
    }

    /// <summary>
    /// The layer that a packet with an unknown SSRC says it is of, by its MID and, of simulcast, its RID (RFC 8852); the SSRC is the
    /// layer's from now on. Null: it is not of this track.
    /// </summary>
    public Layer? Claim(in RtpPacket packet)
    {
        if (!packet.TryGetExtension(MidId, out var mid) || !mid.SequenceEqual(_mid))
            return null;
        if ((packet.PayloadType == PayloadType || IsRed(packet)) && Named(packet, RidId) is { } layer)
        {
            layer.Adopt(packet.Ssrc);
            return layer;
        }

        if (packet.PayloadType == RtxType && RtxType != 0 && Named(packet, RepairedRidId) is { } repaired)
        {
            repaired.AdoptRepair(packet.Ssrc);
            return repaired;
        }

        return null;
    }

    /// <summary>What a new line begins with: the largest layer that arrives and is not held back; the smallest, which comes first, before anything does.</summary>
    public Layer First(long now)
    {
        for (var i = _layers.Length - 1; i > 0; i--)
        {
            if (_layers[i].Rate.IsHeard(now) && !_layers[i].Hold.IsHeld)
                return _layers[i];
        }

        return _layers[0];
    }

    /// <summary>What a line could carry of the track, from the smallest to the largest.</summary>
    /// <param name="choices">As many as <see cref="LineDemand.MaxLayers"/>; larger ones beyond that are left out.</param>
    /// <returns>How many, at least one.</returns>
    public int ChoicesInto(Span<LayerChoice> choices)
    {
        var count = 0;
        foreach (var layer in _layers)
            count += LayerChoice.Of(layer, choices[count..]);
        return count;
    }

    /// <summary>Of a stand-in: what its worker heard.</summary>
    public void Tell(in VoiceFacts facts, long now)
    {
        _layers[0].Reception.OnSenderReport(facts.Report, now);
        Voice.Tell(facts);
        Loudness.OnPeak(facts.Peak);
    }

    /// <summary>The track is no more: its lines are free.</summary>
    public void Close()
    {
        while (Subscribers.Count > 0)
            Subscribers[^1].Bind(null, 0);
        foreach (var layer in _layers)
            layer.Close();
    }

    private Layer? Named(in RtpPacket packet, int ridId)
    {
        if (_layers.Length == 1)
            return _layers[0];
        if (!packet.TryGetExtension(ridId, out var rid))
            return null;
        foreach (var layer in _layers)
        {
            if (layer.IsNamed(rid))
                return layer;
        }

        return null;
    }

    private void Build(IReadOnlyList<string> rids)
    {
        var before = _layers;
        _layers = rids.Count == 0 ? [new Layer(this, "")] : [.. rids.Select(rid => new Layer(this, rid))];
        foreach (var line in Subscribers)
        {
            // What is out of sight stays so.
            var isShown = line.Target is not null;
            line.Aim(null);
            line.Aim(isShown ? _layers[0] : null);
        }

        foreach (var layer in before)
            layer.Close();
    }
}
