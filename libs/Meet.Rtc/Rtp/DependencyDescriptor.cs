using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Meet.Rtc.Rtp;

/// <summary>What a frame is to a decode target (RTP payload format for AV1, appendix A).</summary>
public enum DecodeTargetIndication
{
    /// <summary>Not part of it: leave it out.</summary>
    NotPresent,

    /// <summary>Part of it, and nothing there needs it.</summary>
    Discardable,

    /// <summary>Part of it, and everything after it can be decoded from here: one may switch to this target.</summary>
    Switch,

    /// <summary>Part of it, needed, and no place to switch.</summary>
    Required,
}

/// <summary>
/// The dependency descriptor header extension (RTP payload format for AV1, appendix A), which any codec may carry: what an SFU must know
/// to choose layers without reading the payload.
/// </summary>
public readonly struct DependencyDescriptor
{
    public const string Uri = "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";

    /// <summary>The mandatory fields alone.</summary>
    private const int ShortLength = 3;

    [InlineArray(DependencyTemplates.MaxDifferences)]
    private struct FrameDifferences
    {
        private ushort _first;
    }

    [InlineArray(32)]
    private struct ChainDifferences
    {
        private byte _first;
    }

    private readonly ulong _indications;
    private readonly FrameDifferences _differences;
    private readonly ChainDifferences _chains;

    private DependencyDescriptor(ulong indications, in FrameDifferences differences, in ChainDifferences chains)
    {
        _indications = indications;
        _differences = differences;
        _chains = chains;
    }

    /// <summary>First packet of the frame.</summary>
    public bool StartsFrame { get; private init; }

    /// <summary>Last packet of the frame, which is one spatial layer of a picture.</summary>
    public bool EndsFrame { get; private init; }

    /// <summary>One more for each frame of the stream, over all layers, modulo 2^16.</summary>
    public ushort FrameNumber { get; private init; }

    /// <summary>0 to 63.</summary>
    public int TemplateId { get; private init; }

    /// <summary>0 to 3.</summary>
    public int SpatialLayer { get; private init; }

    /// <summary>0 to 7.</summary>
    public int TemporalLayer { get; private init; }

    /// <summary>The packet brought a structure of templates: a coded video sequence begins.</summary>
    public bool HasStructure { get; private init; }

    /// <summary>The packet said which decode targets are active; see <see cref="DependencyStructure.ActiveDecodeTargets"/>.</summary>
    public bool HasActiveDecodeTargets { get; private init; }

    /// <summary>How many earlier frames this one needs, 0 to 16.</summary>
    public int Differences { get; private init; }

    /// <summary>The packet starts a frame that needs nothing and brings what is needed to read the rest: who joins can begin here.</summary>
    public bool IsKeyframe => HasStructure && StartsFrame && Differences == 0;

    /// <param name="target">0 to <see cref="DependencyStructure.DecodeTargets"/> - 1.</param>
    public DecodeTargetIndication Indication(int target) => (DecodeTargetIndication)((_indications >> (2 * target)) & 3);

    /// <summary>A frame this one needs, as <see cref="FrameNumber"/> minus its number: 1 to 4096.</summary>
    /// <param name="index">0 to <see cref="Differences"/> - 1.</param>
    public int Difference(int index) => _differences[index];

    /// <summary>How many frames before this one the last frame of the chain was; 0 if the chain begins with this one.</summary>
    /// <param name="chain">0 to <see cref="DependencyStructure.Chains"/> - 1.</param>
    public int ChainDifference(int chain) => _chains[chain];

    /// <summary>The frame's number, which every descriptor has, whether its structure is known or not.</summary>
    public static bool TryReadFrameNumber(ReadOnlySpan<byte> extension, out ushort number)
    {
        number = extension.Length < ShortLength ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(extension[1..]);
        return extension.Length >= ShortLength;
    }

    /// <summary>Writes another number into an extension's value of which <see cref="TryReadFrameNumber"/> has read one.</summary>
    public static void SetFrameNumber(Span<byte> extension, ushort number) => BinaryPrimitives.WriteUInt16BigEndian(extension[1..], number);

    /// <summary>
    /// Reads the extension's value; false if it is malformed, or refers to a structure that never came. Descriptors of one stream come
    /// here in the order of arrival.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> extension, DependencyStructure structure, out DependencyDescriptor descriptor)
    {
        descriptor = default;
        var bits = new BitReader(extension);
        bool starts = bits.ReadFlag(), ends = bits.ReadFlag();
        var id = (int)bits.Read(6);
        var number = (ushort)bits.Read(16);
        bool isNew = false, hasActive = false, ownIndications = false, ownDifferences = false, ownChains = false;
        if (extension.Length > ShortLength)
        {
            (isNew, hasActive) = (bits.ReadFlag(), bits.ReadFlag());
            (ownIndications, ownDifferences, ownChains) = (bits.ReadFlag(), bits.ReadFlag(), bits.ReadFlag());
        }

        var templates = isNew ? structure.Spare : structure.Current;
        if (isNew && !templates.TryRead(ref bits))
            return false;
        var active = isNew ? uint.MaxValue >> (32 - templates.Targets) : structure.ActiveDecodeTargets;
        if (hasActive)
            active = bits.Read(templates.Targets);
        var template = (id + 64 - templates.Offset) % 64;
        if (template >= templates.Count)
            return false;

        var indications = ownIndications ? templates.ReadIndications(ref bits) : templates.Indications(template);
        if (!TryDifferences(ref bits, ownDifferences, templates, template, out var differences, out var count))
            return false;
        var chains = ReadChains(ref bits, ownChains, templates, template);
        if (bits.HasFailed)
            return false;

        structure.Commit(isNew, active);
        var (spatial, temporal) = templates.Layer(template);
        descriptor = new DependencyDescriptor(indications, differences, chains)
        {
            StartsFrame = starts,
            EndsFrame = ends,
            FrameNumber = number,
            TemplateId = id,
            SpatialLayer = spatial,
            TemporalLayer = temporal,
            HasStructure = isNew,
            HasActiveDecodeTargets = hasActive,
            Differences = count,
        };
        return true;
    }

    private static bool TryDifferences(
        ref BitReader bits, bool own, DependencyTemplates templates, int template, out FrameDifferences differences, out int count)
    {
        differences = default;
        count = 0;
        if (!own)
        {
            count = templates.DifferenceCount(template);
            for (var i = 0; i < count; i++)
                differences[i] = (ushort)templates.Difference(template, i);
            return true;
        }

        for (var size = (int)bits.Read(2); size > 0; size = (int)bits.Read(2))
        {
            if (count == DependencyTemplates.MaxDifferences)
                return false;
            differences[count++] = (ushort)(bits.Read(4 * size) + 1);
        }

        return true;
    }

    private static ChainDifferences ReadChains(ref BitReader bits, bool own, DependencyTemplates templates, int template)
    {
        var chains = default(ChainDifferences);
        for (var i = 0; i < templates.Chains; i++)
            chains[i] = own ? (byte)bits.Read(8) : templates.ChainDifference(template, i);
        return chains;
    }
}
