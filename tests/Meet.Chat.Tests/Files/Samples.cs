using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Meet.Chat.Tests.Files;

/// <summary>The smallest files of each kind that have all that is looked at.</summary>
internal static class Samples
{
    public static byte[] Png(int width = 640, int height = 480) =>
        [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. Big32(width), .. Big32(height), 8, 6, 0, 0, 0, 1, 2, 3, 4];

    public static byte[] Gif(ushort width = 640, ushort height = 480) => [.. "GIF89a"u8, .. Little16(width), .. Little16(height), 0, 0, 0, 0x3B];

    /// <param name="between">Segments in front of the frame.</param>
    public static byte[] Jpeg(ushort width = 640, ushort height = 480, params byte[][] between) =>
    [
        0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]), .. between.SelectMany(each => each),
        .. Segment(0xC0, [8, .. Big16(height), .. Big16(width), 1, 1, 0x11, 0]), 0xFF, 0xDA, 0, 2,
    ];

    public static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, .. Big16((ushort)(content.Length + 2)), .. content];

    public static byte[] Orientation(ushort value, bool little)
    {
        byte[] entry = little
            ? [0x12, 0x01, 3, 0, 1, 0, 0, 0, .. Little16(value), 0, 0]
            : [0x01, 0x12, 0, 3, 0, 0, 0, 1, .. Big16(value), 0, 0];
        byte[] tiff = little
            ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, .. entry]
            : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, .. entry];
        return Segment(0xE1, [.. "Exif\0\0"u8, .. tiff]);
    }

    public static byte[] WebpLossy(ushort width = 640, ushort height = 480) =>
        Riff("WEBP"u8, [.. "VP8 "u8, 10, 0, 0, 0, 0x10, 0, 0, 0x9D, 0x01, 0x2A, .. Little16(width), .. Little16(height)]);

    public static byte[] WebpLossless(int width = 640, int height = 480)
    {
        var bits = (uint)(width - 1) | ((uint)(height - 1) << 14);
        return Riff("WEBP"u8, [.. "VP8L"u8, 9, 0, 0, 0, 0x2F, .. Little32(bits), 0, 0, 0, 0, 0]);
    }

    public static byte[] WebpExtended(int width = 640, int height = 480) =>
        Riff("WEBP"u8, [.. "VP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, .. Little32((uint)(width - 1))[..3], .. Little32((uint)(height - 1))[..3]]);

    public static byte[] Wav => Riff("WAVE"u8, [.. "fmt "u8, 16, 0, 0, 0]);

    public static byte[] Pdf => [.. "%PDF-1.7\n%"u8, 0xE2, 0xE3];

    public static byte[] Mp4(string brand = "isom") => [0, 0, 0, 16, .. "ftyp"u8, .. Encoding.ASCII.GetBytes(brand), 0, 0, 2, 0];

    public static byte[] Ebml(string docType = "webm") =>
        [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 1, 0x42, 0x82, (byte)(0x80 + docType.Length), .. Encoding.ASCII.GetBytes(docType)];

    public static byte[] Ogg => [.. "OggS"u8, 0, 2, 0, 0];

    public static byte[] Mp3Tag => [.. "ID3"u8, 4, 0, 0, 0, 0, 0x02, 0x01];

    /// <summary>128 kbit/s at 44.1 kHz: 417 bytes a frame.</summary>
    public static byte[] Mp3Frames
    {
        get
        {
            var bytes = new byte[2 * 417];
            ((ReadOnlySpan<byte>)[0xFF, 0xFB, 0x90, 0x00]).CopyTo(bytes);
            ((ReadOnlySpan<byte>)[0xFF, 0xFB, 0x90, 0x00]).CopyTo(bytes.AsSpan(417));
            return bytes;
        }
    }

    /// <param name="names">In this order; "mimetype=…" is stored with that content, as OpenDocument wants it.</param>
    public static byte[] Zip(params string[] names)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                var parts = name.Split('=');
                var entry = zip.CreateEntry(parts[0], parts.Length > 1 ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(parts.Length > 1 ? parts[1] : "<x/>"));
            }
        }

        return memory.ToArray();
    }

    private static byte[] Riff(ReadOnlySpan<byte> form, byte[] content) => [.. "RIFF"u8, .. Little32((uint)(4 + content.Length)), .. form, .. content];

    private static byte[] Big32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Big16(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Little16(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Little32(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
