namespace Meet.Rtc.Rtp;

/// <summary>
/// A template dependency structure (RTP payload format for AV1, appendix A.8.2): what the frames of a coded video sequence may look like.
/// Fixed memory, 2.3 kB. What is larger than libwebrtc's bounds (4 spatial and 8 temporal layers, 16 differences) is refused.
/// </summary>
internal sealed class DependencyTemplates
{
    public const int MaxDifferences = 16;
    private const int MaxTemplates = 64;
    private const int MaxTargets = 32;
    private const int MaxSpatial = 4;
    private const int MaxTemporal = 8;

    private readonly (byte Spatial, byte Temporal)[] _layers = new (byte, byte)[MaxTemplates];
    private readonly ulong[] _indications = new ulong[MaxTemplates];
    private readonly byte[] _differenceCounts = new byte[MaxTemplates];
    private readonly ulong[] _differences = new ulong[MaxTemplates];
    private readonly UInt128[] _chainDifferences = new UInt128[MaxTemplates];
    private readonly byte[] _chainOf = new byte[MaxTargets];
    private readonly (byte Spatial, byte Temporal)[] _targets = new (byte, byte)[MaxTargets];
    private readonly (int Width, int Height)[] _resolutions = new (int, int)[MaxSpatial];

    /// <summary>template_id_offset, 0 to 63.</summary>
    public int Offset { get; private set; }

    /// <summary>1 to 64; 0 before the first structure.</summary>
    public int Count { get; private set; }

    /// <summary>Decode targets, 1 to 32.</summary>
    public int Targets { get; private set; }

    /// <summary>0 to 32.</summary>
    public int Chains { get; private set; }

    public int SpatialLayers { get; private set; }

    public (byte Spatial, byte Temporal) Layer(int template) => _layers[template];

    /// <summary>Two bits for each decode target, the first lowest.</summary>
    public ulong Indications(int template) => _indications[template];

    public int DifferenceCount(int template) => _differenceCounts[template];

    /// <summary>1 to 16.</summary>
    public int Difference(int template, int index) => (int)((_differences[template] >> (4 * index)) & 0xF) + 1;

    /// <summary>0 to 15.</summary>
    public byte ChainDifference(int template, int chain) => (byte)((uint)(_chainDifferences[template] >> (4 * chain)) & 0xF);

    /// <summary>The chain that protects the target; -1 where there are none.</summary>
    public int ChainOf(int target) => Chains == 0 ? -1 : _chainOf[target];

    public (byte Spatial, byte Temporal) Target(int target) => _targets[target];

    /// <summary>(0, 0) where the sender gives none.</summary>
    public (int Width, int Height) Resolution(int spatial) => _resolutions[spatial];

    /// <summary>Overwrites everything; what is left after false is worthless.</summary>
    public bool TryRead(ref BitReader bits)
    {
        Count = 0;
        Offset = (int)bits.Read(6);
        Targets = (int)bits.Read(5) + 1;
        if (!TryReadLayers(ref bits))
            return false;
        for (var template = 0; template < Count; template++)
            _indications[template] = ReadIndications(ref bits);
        if (!TryReadDifferences(ref bits))
            return false;
        ReadChains(ref bits);
        DeriveTargets();
        Array.Clear(_resolutions);
        if (bits.ReadFlag())
        {
            for (var spatial = 0; spatial < SpatialLayers; spatial++)
                _resolutions[spatial] = ((int)bits.Read(16) + 1, (int)bits.Read(16) + 1);
        }

        return !bits.HasFailed;
    }

    public ulong ReadIndications(ref BitReader bits)
    {
        ulong indications = 0;
        for (var target = 0; target < Targets; target++)
            indications |= (ulong)bits.Read(2) << (2 * target);
        return indications;
    }

    private bool TryReadLayers(ref BitReader bits)
    {
        byte spatial = 0, temporal = 0;
        while (true)
        {
            if (Count == MaxTemplates || spatial == MaxSpatial || temporal == MaxTemporal)
                return false;
            _layers[Count++] = (spatial, temporal);
            switch (bits.Read(2))
            {
                case 1:
                    temporal++;
                    break;
                case 2:
                    (spatial, temporal) = ((byte)(spatial + 1), 0);
                    break;
                case 3:
                    SpatialLayers = spatial + 1;
                    return true;
            }
        }
    }

    private bool TryReadDifferences(ref BitReader bits)
    {
        for (var template = 0; template < Count; template++)
        {
            ulong differences = 0;
            byte count = 0;
            while (bits.ReadFlag())
            {
                if (count == MaxDifferences)
                    return false;
                differences |= (ulong)bits.Read(4) << (4 * count++);
            }

            (_differences[template], _differenceCounts[template]) = (differences, count);
        }

        return true;
    }

    private void ReadChains(ref BitReader bits)
    {
        Chains = (int)bits.ReadNonSymmetric((uint)Targets + 1);
        if (Chains == 0)
            return;
        for (var target = 0; target < Targets; target++)
            _chainOf[target] = (byte)bits.ReadNonSymmetric((uint)Chains);
        for (var template = 0; template < Count; template++)
        {
            UInt128 differences = 0;
            for (var chain = 0; chain < Chains; chain++)
                differences |= (UInt128)bits.Read(4) << (4 * chain);
            _chainDifferences[template] = differences;
        }
    }

    /// <summary>A target's layers are the highest of the templates that belong to it.</summary>
    private void DeriveTargets()
    {
        for (var target = 0; target < Targets; target++)
        {
            byte spatial = 0, temporal = 0;
            for (var template = 0; template < Count; template++)
            {
                if (((_indications[template] >> (2 * target)) & 3) == 0)
                    continue;
                spatial = Math.Max(spatial, _layers[template].Spatial);
                temporal = Math.Max(temporal, _layers[template].Temporal);
            }

            _targets[target] = (spatial, temporal);
        }
    }
}
