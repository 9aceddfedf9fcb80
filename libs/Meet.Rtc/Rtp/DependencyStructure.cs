namespace Meet.Rtc.Rtp;

/// <summary>
/// What a stream's dependency descriptors refer to: the structure that came with the last keyframe, and the decode targets that are
/// active. One for each received stream, about 5 kB, made once; <see cref="DependencyDescriptor.TryParse"/> keeps it up to date, and leaves
/// it as it was when a descriptor is malformed.
/// </summary>
public sealed class DependencyStructure
{
    private DependencyTemplates _spare = new();

    internal DependencyTemplates Current { get; private set; } = new();

    /// <summary>A new structure is read here first.</summary>
    internal DependencyTemplates Spare => _spare;

    /// <summary>False until the first structure came: nothing else can be read before.</summary>
    public bool IsKnown => Current.Count > 0;

    /// <summary>1 to 32; 0 while unknown.</summary>
    public int DecodeTargets => Current.Targets;

    /// <summary>0 to 32.</summary>
    public int Chains => Current.Chains;

    /// <summary>1 to 4; 0 while unknown.</summary>
    public int SpatialLayers => Current.SpatialLayers;

    /// <summary>A bit for each decode target that the sender still serves, the first lowest.</summary>
    public uint ActiveDecodeTargets { get; private set; }

    /// <summary>The highest layers that somebody at this decode target receives.</summary>
    /// <param name="target">0 to <see cref="DecodeTargets"/> - 1.</param>
    public (int Spatial, int Temporal) LayersOf(int target) => Current.Target(target);

    /// <summary>The chain whose frames must all arrive for this target; -1 where the stream has no chains.</summary>
    public int ChainOf(int target) => Current.ChainOf(target);

    /// <summary>Pixels of a spatial layer; (0, 0) where the sender does not tell.</summary>
    /// <param name="spatial">0 to <see cref="SpatialLayers"/> - 1.</param>
    public (int Width, int Height) ResolutionOf(int spatial) => Current.Resolution(spatial);

    /// <summary>Another stream follows.</summary>
    public void Reset()
    {
        (Current, _spare) = (new DependencyTemplates(), new DependencyTemplates());
        ActiveDecodeTargets = 0;
    }

    internal void Commit(bool isNew, uint activeDecodeTargets)
    {
        if (isNew)
            (Current, _spare) = (_spare, Current);
        ActiveDecodeTargets = activeDecodeTargets;
    }
}
