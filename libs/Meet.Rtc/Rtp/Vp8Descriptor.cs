using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>The VP8 payload descriptor (RFC 7741 section 4.2), with the two counters that an SFU must keep continuous.</summary>
public readonly record struct Vp8Descriptor
{
    /// <summary>Bytes before the VP8 payload.</summary>
    public int Length { get; private init; }

    /// <summary>First packet of the first partition of a frame.</summary>
    public bool StartsFrame { get; private init; }

    /// <summary>The packet starts an intra frame: who joins can begin here.</summary>
    public bool IsKeyframe { get; private init; }

    /// <summary>What must stay continuous.</summary>
    public PictureNumbers Numbers { get; private init; }

    public int PictureId => Numbers.PictureId;

    public int Tl0PicIdx => Numbers.Tl0PicIdx;

    /// <summary>Temporal layer, 0 to 3; 0 where the sender gives none.</summary>
    public int TemporalLayer { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> payload, out Vp8Descriptor descriptor)
    {
        descriptor = default;
        if (payload.Length < 1)
            return false;
        var first = payload[0];
        var offset = 1;
        int pictureId = -1, pictureAt = 0, tl0 = -1, tl0At = 0, layer = 0;
        var isLong = false;
        if ((first & 0x80) != 0)
        {
            if (payload.Length < 2)
                return false;
            var flags = payload[1];
            offset = 2;
            if ((flags & 0x80) != 0)
            {
                if (payload.Length <= offset)
                    return false;
                pictureAt = offset;
                isLong = (payload[offset] & 0x80) != 0;
                if (payload.Length < offset + (isLong ? 2 : 1))
                    return false;
                pictureId = isLong ? BinaryPrimitives.ReadUInt16BigEndian(payload[offset..]) & 0x7FFF : payload[offset];
                offset += isLong ? 2 : 1;
            }

            if ((flags & 0x40) != 0)
            {
                if (payload.Length <= offset)
                    return false;
                tl0At = offset;
                tl0 = payload[offset++];
            }

            if ((flags & 0x30) != 0)
            {
                if (payload.Length <= offset)
                    return false;
                layer = (flags & 0x20) != 0 ? payload[offset] >> 6 : 0;
                offset++;
            }
        }

        var starts = (first & 0x10) != 0 && (first & 0x07) == 0;
        descriptor = new Vp8Descriptor
        {
            Length = offset,
            StartsFrame = starts,
            IsKeyframe = starts && payload.Length > offset && (payload[offset] & 0x01) == 0,
            Numbers = new PictureNumbers(pictureId, pictureAt, isLong, tl0, tl0At),
            TemporalLayer = layer,
        };
        return true;
    }
}
