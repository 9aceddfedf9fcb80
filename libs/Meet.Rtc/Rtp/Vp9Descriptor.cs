using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>The VP9 payload descriptor (RFC 9628 section 4.2): which layer a packet is of, and what an SFU must keep continuous.</summary>
public readonly record struct Vp9Descriptor
{
    private const int MaxReferences = 3;

    /// <summary>Bytes before the VP9 payload.</summary>
    public int Length { get; private init; }

    /// <summary>B: first packet of a frame, which is one spatial layer of a picture.</summary>
    public bool StartsFrame { get; private init; }

    /// <summary>E: last packet of a frame.</summary>
    public bool EndsFrame { get; private init; }

    /// <summary>P: the frame needs earlier pictures.</summary>
    public bool IsInterPicturePredicted { get; private init; }

    /// <summary>D: the frame needs the next lower spatial layer of the same picture.</summary>
    public bool IsInterLayerPredicted { get; private init; }

    /// <summary>U: nothing after this frame, in this or higher temporal layers, needs a higher temporal layer from before it.</summary>
    public bool IsSwitchingUpPoint { get; private init; }

    /// <summary>Z: no higher spatial layer needs this frame.</summary>
    public bool IsNoReferenceForUpperLayers { get; private init; }

    /// <summary>F: references are told by picture differences, else by the group of pictures.</summary>
    public bool IsFlexible { get; private init; }

    /// <summary>V: a scalability structure is in the packet.</summary>
    public bool HasStructure { get; private init; }

    /// <summary>1 to 8 where <see cref="HasStructure"/>, else 0.</summary>
    public int SpatialLayers { get; private init; }

    /// <summary>TID, 0 to 7; 0 where the sender gives none.</summary>
    public int TemporalLayer { get; private init; }

    /// <summary>SID, 0 to 7; 0 where the sender gives none.</summary>
    public int SpatialLayer { get; private init; }

    /// <summary>What must stay continuous.</summary>
    public PictureNumbers Numbers { get; private init; }

    public int PictureId => Numbers.PictureId;

    /// <summary>8 bits, in non-flexible mode with layers; else -1.</summary>
    public int Tl0PicIdx => Numbers.Tl0PicIdx;

    /// <summary>How many earlier pictures a frame in flexible mode names, 0 to 3.</summary>
    public int References { get; private init; }

    /// <summary>The packet starts a picture that needs nothing before it: who joins can begin here, with any spatial layer.</summary>
    public bool IsKeyframe => StartsFrame && !IsInterPicturePredicted && !IsInterLayerPredicted && SpatialLayer == 0;

    private int StructureAt { get; init; }

    private int ReferenceBytes { get; init; }

    /// <summary>P_DIFF: how many pictures before this one the reference is, 1 to 127.</summary>
    /// <param name="index">0 to <see cref="References"/> - 1.</param>
    public int PictureDifference(int index) => (ReferenceBytes >> (8 * index)) & 0x7F;

    public static bool TryParse(ReadOnlySpan<byte> payload, out Vp9Descriptor descriptor)
    {
        descriptor = default;
        if (payload.IsEmpty)
            return false;
        var flags = payload[0];
        var isFlexible = (flags & 0x10) != 0;
        var offset = 1;
        int picture = -1, pictureAt = 0, layers = 0, tl0 = -1, tl0At = 0, references = 0, referenceBytes = 0, spatialLayers = 0;
        if ((flags & 0x80) != 0)
        {
            if (payload.Length <= offset)
                return false;
            pictureAt = offset;
            picture = payload[offset++];
            if ((picture & 0x80) != 0)
            {
                if (payload.Length <= offset)
                    return false;
                picture = ((picture & 0x7F) << 8) | payload[offset++];
            }
        }

        if ((flags & 0x20) != 0)
        {
            if (payload.Length < offset + (isFlexible ? 1 : 2))
                return false;
            layers = payload[offset++];
            if (!isFlexible)
                (tl0At, tl0) = (offset, payload[offset++]);
        }

        if (isFlexible && (flags & 0x40) != 0 && !TryReadReferences(payload, ref offset, out references, out referenceBytes))
            return false;
        var structureAt = offset;
        if ((flags & 0x02) != 0 && !TrySkipStructure(payload, ref offset, out spatialLayers))
            return false;

        descriptor = new Vp9Descriptor
        {
            Length = offset,
            StartsFrame = (flags & 0x08) != 0,
            EndsFrame = (flags & 0x04) != 0,
            IsInterPicturePredicted = (flags & 0x40) != 0,
            IsInterLayerPredicted = (layers & 0x01) != 0,
            IsSwitchingUpPoint = (layers & 0x10) != 0,
            IsNoReferenceForUpperLayers = (flags & 0x01) != 0,
            IsFlexible = isFlexible,
            HasStructure = (flags & 0x02) != 0,
            SpatialLayers = spatialLayers,
            TemporalLayer = layers >> 5,
            SpatialLayer = (layers >> 1) & 7,
            Numbers = new PictureNumbers(picture, pictureAt, picture >= 0 && (payload[pictureAt] & 0x80) != 0, tl0, tl0At),
            StructureAt = structureAt,
            References = references,
            ReferenceBytes = referenceBytes,
        };
        return true;
    }

    /// <summary>The height of a spatial layer in pixels, from the scalability structure (Y); 0 where it does not tell.</summary>
    /// <param name="payload">What this was parsed from.</param>
    /// <param name="spatial">0 to <see cref="SpatialLayers"/> - 1.</param>
    public int HeightOf(ReadOnlySpan<byte> payload, int spatial) =>
        HasStructure && spatial < SpatialLayers && (payload[StructureAt] & 0x10) != 0
            ? BinaryPrimitives.ReadUInt16BigEndian(payload[(StructureAt + 3 + (spatial * 4))..])
            : 0;

    private static bool TryReadReferences(ReadOnlySpan<byte> payload, ref int offset, out int count, out int bytes)
    {
        count = bytes = 0;
        while (true)
        {
            if (payload.Length <= offset || count == MaxReferences)
                return false;
            var reference = payload[offset++];
            bytes |= (reference >> 1) << (8 * count++);
            if ((reference & 1) == 0)
                return true;
        }
    }

    private static bool TrySkipStructure(ReadOnlySpan<byte> payload, ref int offset, out int spatialLayers)
    {
        spatialLayers = 0;
        if (payload.Length <= offset)
            return false;
        var structure = payload[offset++];
        spatialLayers = (structure >> 5) + 1;
        if ((structure & 0x10) != 0)
            offset += spatialLayers * 4;
        if ((structure & 0x08) == 0)
            return payload.Length >= offset;
        if (payload.Length <= offset)
            return false;
        for (int left = payload[offset++]; left > 0; left--)
        {
            if (payload.Length <= offset)
                return false;
            offset += 1 + ((payload[offset] >> 2) & 3);
        }

        return payload.Length >= offset;
    }
}
