using Meet.Rtc.Rtp;

namespace Meet.Media.Codecs;

/// <summary>
/// Operating points by the dependency descriptors of a stream: which decode target each point is served by, and so which frames it needs. One
/// for each received stream, about 5 kB.
/// </summary>
internal sealed class DependencyLayers
{
    private readonly DependencyStructure _structure = new();
    private readonly uint[] _pointsOf = new uint[32];
    private uint _mapped;

    public int SpatialLayers { get; private set; } = 1;

    public int TemporalLayers { get; private set; } = 1;

    /// <summary>In pixels; 0 where the sender does not tell.</summary>
    public int HeightOf(int spatial) => spatial < _structure.SpatialLayers ? _structure.ResolutionOf(spatial).Height : 0;

    public void Reset()
    {
        _structure.Reset();
        (_mapped, SpatialLayers, TemporalLayers) = (0, 1, 1);
    }

    /// <summary>False, and nothing has changed, where the packet has no descriptor that can be read: then it is for everybody.</summary>
    public bool TryRead(ReadOnlySpan<byte> extension, ref PayloadInfo info)
    {
        if (extension.IsEmpty || !DependencyDescriptor.TryParse(extension, _structure, out var frame))
            return false;
        if (frame.HasStructure || _structure.ActiveDecodeTargets != _mapped)
            Map();
        (info.Points, info.Switches) = (0, 0);
        for (var target = 0; target < _structure.DecodeTargets; target++)
        {
            var indication = frame.Indication(target);
            if (indication == DecodeTargetIndication.NotPresent)
                continue;
            info.Points |= _pointsOf[target];
            if (indication == DecodeTargetIndication.Switch)
                info.Switches |= _pointsOf[target];
        }

        info.IsKeyframe = frame.IsKeyframe;
        info.EndsFrame = frame.EndsFrame;
        (info.Spatial, info.Temporal) = ((byte)frame.SpatialLayer, (byte)frame.TemporalLayer);
        return true;
    }

    /// <summary>A point is served by the best target within it that the sender still serves.</summary>
    private void Map()
    {
        _mapped = _structure.ActiveDecodeTargets;
        Array.Clear(_pointsOf);
        for (var point = 0; point <= OperatingPoints.Highest; point++)
            _pointsOf[TargetOf(point)] |= 1u << point;
        (SpatialLayers, TemporalLayers) = (1, 1);
        for (var target = 0; target < _structure.DecodeTargets; target++)
        {
            if (!OperatingPoints.Has(_mapped, target))
                continue;
            var (spatial, temporal) = _structure.LayersOf(target);
            (SpatialLayers, TemporalLayers) = (Math.Max(SpatialLayers, spatial + 1), Math.Max(TemporalLayers, temporal + 1));
        }
    }

    private int TargetOf(int point)
    {
        var (best, bestPoint) = (0, -1);
        for (var target = 0; target < _structure.DecodeTargets; target++)
        {
            var (spatial, temporal) = _structure.LayersOf(target);
            var reached = OperatingPoints.Of(spatial, temporal);
            var isWithin = spatial <= OperatingPoints.SpatialOf(point) && temporal <= OperatingPoints.TemporalOf(point);
            if (OperatingPoints.Has(_mapped, target) && isWithin && reached > bestPoint)
                (best, bestPoint) = (target, reached);
        }

        return best;
    }
}
