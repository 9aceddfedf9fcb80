using System.Buffers.Binary;

namespace Meet.Chat.Files.Content;

/// <summary>A picture's size, out of the first bytes of its file. False for whatever is not a whole, sane header.</summary>
internal static class PictureHeaders
{
    /// <summary>PNG (third edition), 11.2.1: IHDR is the first chunk, of 13 bytes; sides of 1 to 2^31 - 1.</summary>
    public static bool TryReadPng(ReadOnlySpan<byte> head, out PictureSize size)
    {
        size = default;
        return head.Length >= 33
            && BinaryPrimitives.ReadUInt32BigEndian(head[8..]) == 13
            && head[12..16].SequenceEqual("IHDR"u8)
            && IsSize(BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]), out size);
    }

    /// <summary>GIF89a, 17 and 18: the logical screen's sides follow the signature.</summary>
    public static bool TryReadGif(ReadOnlySpan<byte> head, out PictureSize size)
    {
        size = default;
        return head.Length >= 13
            && IsSize(BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]), out size);
    }

    /// <summary>RFC 9649: lossy, lossless or extended, told apart by the first chunk.</summary>
    public static bool TryReadWebp(ReadOnlySpan<byte> head, out PictureSize size)
    {
        size = default;
        if (head.Length < 30)
            return false;
        var chunk = head[12..16];
        // A frame of VP8 (RFC 6386, 9.1): three bytes of tag, a start code, and 14 bits for each side.
        if (chunk.SequenceEqual("VP8 "u8))
        {
            return (head[20] & 1) == 0
                && head[23..26].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
                && IsSize(
                    BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF,
                    BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF,
                    out size);
        }

        // 14 bits for each side less one, behind a signature byte.
        if (chunk.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
            return head[20] == 0x2F && IsSize((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1, out size);
        }

        // The canvas: 24 bits for each side less one.
        return chunk.SequenceEqual("VP8X"u8) && IsSize(Read24(head[24..]) + 1, Read24(head[27..]) + 1, out size);
    }

    internal static bool IsSize(int width, int height, out PictureSize size)
    {
        size = new PictureSize(width, height);
        return width > 0 && height > 0;
    }

    private static int Read24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
