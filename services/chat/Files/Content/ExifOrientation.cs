using System.Buffers.Binary;

namespace Meet.Chat.Files.Content;

/// <summary>Exif 2.32, 4.6.4: tag 0x0112 of the first directory. Phones store upright photos lying down, and browsers turn them.</summary>
internal static class ExifOrientation
{
    private const ushort Orientation = 0x0112;
    private const ushort Short = 3;

    /// <summary>Whether width and height change places (orientations 5 to 8). False also for what cannot be read.</summary>
    /// <param name="segment">An APP1 segment's content.</param>
    public static bool IsTurned(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8))
            return false;
        var tiff = segment[6..];
        var little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!little && !tiff.StartsWith("MM\0*"u8)))
            return false;
        var directory = Read32(tiff[4..], little);
        if (directory > tiff.Length - 2)
            return false;
        var entries = tiff[(int)directory..];
        var count = Read16(entries, little);
        for (var i = 0; i < count && 2 + (12 * (i + 1)) <= entries.Length; i++)
        {
            var entry = entries.Slice(2 + (12 * i), 12);
            if (Read16(entry, little) == Orientation)
                return Read16(entry[2..], little) == Short && Read16(entry[8..], little) is >= 5 and <= 8;
        }

        return false;
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
