using Meet.Media.Rooms;
using Meet.Rtc.Rtp;

namespace Meet.Media.Codecs;

/// <summary>
/// Which packets of a layered stream (VP9, AV1) one receiver gets. Knows no codec: a frame tells which operating points need it and to which
/// one may change behind it. A receiver changes only at the beginning of a picture, and only to a point of which it has had every frame since
/// that point could be begun. A mutable struct for embedding.
/// </summary>
internal struct LayerSelector
{
    /// <summary>Points that could be decoded from here on: nothing that they need was left out.</summary>
    private uint _whole;
    private uint _timestamp;
    private ushort _newest;
    private bool _hasStarted;

    public LayerSelector() => Target = OperatingPoints.Highest;

    /// <summary>What goes out.</summary>
    public int Current { get; private set; } = OperatingPoints.Highest;

    /// <summary>What shall go out as soon as it can be decoded.</summary>
    public int Target { get; set; }

    /// <summary>True if only a keyframe leads to <see cref="Target"/>.</summary>
    public readonly bool NeedsKeyframe => _hasStarted && !OperatingPoints.HasSpatialOf(_whole, Target);

    /// <summary>Another stream begins, with a keyframe.</summary>
    public void Restart() => _hasStarted = false;

    /// <summary>
    /// True if the packet is to be sent. Packets come in the order of arrival; of one that comes late, the present choice decides.
    /// </summary>
    public bool Take(in BurstPacket packet)
    {
        ref readonly var info = ref packet.Info;
        if (_hasStarted && !SequenceNumbers.IsNewer(packet.Sequence, _newest))
            return Has(packet);
        if (info.IsKeyframe)
            _whole = OperatingPoints.All;
        if ((!_hasStarted || packet.Timestamp != _timestamp) && OperatingPoints.Has(_whole, Target))
            Current = Target;
        (_hasStarted, _newest, _timestamp) = (true, packet.Sequence, packet.Timestamp);
        if (!Has(packet))
        {
            _whole &= ~info.Points;
            return false;
        }

        _whole |= info.Switches;
        if (info.IsSwitchingUpPoint)
            _whole = OperatingPoints.WithHigherTemporal(_whole, info.Temporal);
        return true;
    }

    /// <summary>True if the packet is of what goes out now.</summary>
    public readonly bool Has(in BurstPacket packet) => OperatingPoints.Has(packet.Info.Points, Current);

    /// <summary>A picture's last packet bears the RTP marker, and the last one sent may be another than the sender's.</summary>
    public readonly bool IsLast(in BurstPacket packet) =>
        packet.Marker || (packet.Info.EndsFrame && packet.Info.Spatial == OperatingPoints.SpatialOf(Current));
}
