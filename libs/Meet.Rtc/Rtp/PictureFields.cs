using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>What the descriptors of VP8 (RFC 7741 section 4.2) and VP9 (RFC 9628 section 4.2) write alike.</summary>
internal static class PictureFields
{
    /// <summary>A PictureID of 7 bits, or of 15 behind the M bit.</summary>
    public static void WriteId(Span<byte> field, int pictureId, bool isLong)
    {
        if (isLong)
            BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)(0x8000 | (pictureId & 0x7FFF)));
        else
            field[0] = (byte)(pictureId & 0x7F);
    }
}
