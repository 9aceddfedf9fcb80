using Meet.Media.Branches;
using Meet.Media.Rooms;
using Meet.Rtc.Rtp;

namespace Meet.Media.Codecs;

/// <summary>
/// The layers within one stream of VP9 or AV1: which operating points it has, their rates and sizes. Tells for each frame which points need
/// it. One for each received stream.
/// </summary>
internal sealed class LayeredStream
{
    /// <summary>Operating points that are worth a choice: the temporal layers of the smallest picture, then each size whole.</summary>
    public const int MaxChoices = 7;
    private const int MaxTemporalChoices = 3;

    private readonly LayerRate[] _rates = new LayerRate[OperatingPoints.Highest + 1];
    private readonly int[] _heights = new int[OperatingPoints.MaxSpatial];
    private readonly int[] _choices = new int[MaxChoices];
    private readonly DependencyLayers? _dependencies;
    private int _spatialLayers;
    private int _temporalLayers;

    /// <param name="hasDescriptors">Packets may carry dependency descriptors, as those of AV1.</param>
    public LayeredStream(bool hasDescriptors)
    {
        _dependencies = hasDescriptors ? new DependencyLayers() : null;
        for (var point = 0; point < _rates.Length; point++)
            _rates[point] = new LayerRate();
        Reset();
    }

    /// <summary>From the lowest rate to the highest; at least one, and the last is always <see cref="OperatingPoints.Highest"/>.</summary>
    public ReadOnlySpan<int> Choices => _choices.AsSpan(0, ChoiceCount);

    private int ChoiceCount { get; set; }

    public LayerRate RateOf(int point) => _rates[point];

    /// <summary>In pixels; 0 while not known.</summary>
    public int HeightOf(int point) => _heights[Math.Min(OperatingPoints.SpatialOf(point), _spatialLayers - 1)];

    /// <summary>Another stream follows.</summary>
    public void Reset()
    {
        Array.Clear(_heights);
        _dependencies?.Reset();
        SetLayers(1, 1);
    }

    /// <summary>Fills in what a packet of VP9 belongs to.</summary>
    public void Read(ReadOnlySpan<byte> payload, in Vp9Descriptor frame, ref PayloadInfo info)
    {
        var spatial = Math.Min(frame.SpatialLayer, OperatingPoints.MaxSpatial - 1);
        if (frame.HasStructure)
        {
            var count = Math.Min(frame.SpatialLayers, OperatingPoints.MaxSpatial);
            for (var layer = 0; layer < count; layer++)
                _heights[layer] = frame.HeightOf(payload, layer);
            SetLayers(count, _temporalLayers);
        }

        SetLayers(Math.Max(_spatialLayers, spatial + 1), Math.Max(_temporalLayers, frame.TemporalLayer + 1));
        info.Points = OperatingPoints.OfFrame(frame, _spatialLayers);
        info.IsSwitchingUpPoint = frame.IsSwitchingUpPoint;
        (info.Spatial, info.Temporal) = ((byte)spatial, (byte)frame.TemporalLayer);
        info.EndsFrame = frame.EndsFrame;
    }

    /// <summary>Fills in what a packet belongs to by its dependency descriptor; without one it is for everybody.</summary>
    public void Read(ReadOnlySpan<byte> descriptor, ref PayloadInfo info)
    {
        if (_dependencies is null || !_dependencies.TryRead(descriptor, ref info))
            return;
        SetLayers(_dependencies.SpatialLayers, _dependencies.TemporalLayers);
        for (var layer = 0; layer < _spatialLayers; layer++)
            _heights[layer] = _dependencies.HeightOf(layer);
    }

    /// <summary>Accounts for what has been read.</summary>
    /// <param name="bytes">With RTP headers.</param>
    public void Measure(uint points, int bytes, long now)
    {
        foreach (var choice in Choices)
        {
            if (OperatingPoints.Has(points, choice))
                _rates[choice].OnPacket(bytes, now);
        }
    }

    /// <summary>Fills in what other workers are told of it.</summary>
    public void Describe(ref LayerFacts facts)
    {
        (facts.SpatialLayers, facts.TemporalLayers) = (_spatialLayers, _temporalLayers);
        _heights.CopyTo(facts.Heights);
        for (var i = 0; i < ChoiceCount; i++)
            facts.Choices[i] = _rates[_choices[i]].Facts;
    }

    /// <summary>It is read and measured by another worker.</summary>
    public void Tell(in LayerFacts facts)
    {
        SetLayers(facts.SpatialLayers, facts.TemporalLayers);
        ((ReadOnlySpan<int>)facts.Heights).CopyTo(_heights);
        for (var i = 0; i < ChoiceCount; i++)
            _rates[_choices[i]].Tell(facts.Choices[i]);
    }

    /// <param name="spatial">1 to 4.</param>
    /// <param name="temporal">1 to 8.</param>
    private void SetLayers(int spatial, int temporal)
    {
        if ((spatial, temporal) == (_spatialLayers, _temporalLayers))
            return;
        (_spatialLayers, _temporalLayers) = (spatial, temporal);
        ChoiceCount = 0;
        for (var layer = Math.Max(0, temporal - 1 - MaxTemporalChoices); layer < temporal - 1; layer++)
            _choices[ChoiceCount++] = OperatingPoints.Of(0, layer);
        for (var layer = 0; layer < spatial - 1; layer++)
            _choices[ChoiceCount++] = OperatingPoints.Of(layer, OperatingPoints.MaxTemporal - 1);
        _choices[ChoiceCount++] = OperatingPoints.Highest;
    }
}
