using System.Buffers.Binary;

namespace Meet.Chat.Files.Content;

/// <summary>ITU-T T.81, annex B: segments, up to the frame header that has the size; EXIF's orientation on the way.</summary>
internal static class JpegHeader
{
    private const byte FirstFrame = 0xC0;
    private const byte LastFrame = 0xCF;
    private const byte HuffmanTables = 0xC4;
    private const byte Extension = 0xC8;
    private const byte ArithmeticConditioning = 0xCC;
    private const byte Exif = 0xE1;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static bool TryRead(ReadOnlySpan<byte> head, out PictureSize size)
    {
        size = default;
        var turned = false;
        var at = 2;
        while (at + 4 <= head.Length && head[at] == 0xFF)
        {
            var marker = head[at + 1];
            if (marker == 0xFF)
            {
                // Any number of fill bytes may stand before a marker.
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
            if (marker is StartOfScan or EndOfImage || length < 2 || at + 2 + length > head.Length)
                return false;
            var segment = head.Slice(at + 4, length - 2);
            if (marker is >= FirstFrame and <= LastFrame and not (HuffmanTables or Extension or ArithmeticConditioning))
                return TryReadFrame(segment, turned, out size);
            if (marker == Exif)
                turned |= ExifOrientation.IsTurned(segment);
            at += 2 + length;
        }

        return false;
    }

    /// <summary>B.2.2: precision, number of lines, samples per line. A picture whose lines are only counted at its end (0) is refused.</summary>
    private static bool TryReadFrame(ReadOnlySpan<byte> frame, bool turned, out PictureSize size)
    {
        size = default;
        if (frame.Length < 6)
            return false;
        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return turned ? PictureHeaders.IsSize(height, width, out size) : PictureHeaders.IsSize(width, height, out size);
    }
}
