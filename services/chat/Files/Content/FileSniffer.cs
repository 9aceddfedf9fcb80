using System.Buffers.Binary;

namespace Meet.Chat.Files.Content;

/// <summary>
/// Finds out what a file is from its beginning and its end: no I/O, no exception for any input. Neither the name nor what the sender says
/// counts. What is not on the list is refused, above all whatever a browser or a desktop would run.
/// </summary>
internal static class FileSniffer
{
    /// <summary>Bytes of the beginning that decide: a photo's size may stand behind a large preview and a colour profile.</summary>
    public const int HeadLength = 256 * 1024;

    /// <summary>Bytes of the end that decide about a ZIP archive: its directory stands there, with some thousand names.</summary>
    public const int TailLength = 256 * 1024;

    /// <param name="head">The first <see cref="HeadLength"/> bytes, or all of a shorter file.</param>
    /// <param name="tail">The last <see cref="TailLength"/> bytes, or all of a shorter file; used for archives only.</param>
    /// <returns>
    /// Null: not allowed. <see cref="FileTypes.Text"/> only says that the head does not speak against it: <see cref="PlainText"/> reads the rest.
    /// </returns>
    public static FileType? Sniff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']))
            return PictureHeaders.TryReadPng(head, out var png) ? new FileType(FileTypes.Png, png) : null;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return JpegHeader.TryRead(head, out var jpeg) ? new FileType(FileTypes.Jpeg, jpeg) : null;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return PictureHeaders.TryReadGif(head, out var gif) ? new FileType(FileTypes.Gif, gif) : null;
        if (IsRiff(head, "WEBP"u8))
            return PictureHeaders.TryReadWebp(head, out var webp) ? new FileType(FileTypes.Webp, webp) : null;
        if (IsRiff(head, "WAVE"u8))
            return new FileType(FileTypes.Wav);
        if (head.StartsWith("PK\u0003\u0004"u8))
            return OfficeArchive.TypeOf(head, tail) is { } office ? new FileType(office) : null;
        if (head.StartsWith("%PDF-"u8))
            return new FileType(FileTypes.Pdf);
        if (IsMp4(head))
            return new FileType(FileTypes.Mp4);
        if (IsWebm(head))
            return new FileType(FileTypes.Webm);
        if (head.StartsWith("OggS\0"u8))
            return new FileType(FileTypes.Ogg);
        if (Mp3Header.Is(head))
            return new FileType(FileTypes.Mp3);
        return PlainText.MayBeginWith(head) ? new FileType(FileTypes.Text) : null;
    }

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) =>
        head.Length >= 16 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual(form);

    /// <summary>ISO/IEC 14496-12, 4.3: the file type box comes first. The brands of MP4; not QuickTime's, nor HEIF's.</summary>
    private static bool IsMp4(ReadOnlySpan<byte> head)
    {
        if (head.Length < 16 || !head[4..8].SequenceEqual("ftyp"u8) || BinaryPrimitives.ReadUInt32BigEndian(head) is < 16 or > 1024)
            return false;
        var brand = head[8..12];
        return brand.StartsWith("iso"u8) || brand.StartsWith("mp4"u8) || brand.StartsWith("avc"u8) || brand.StartsWith("M4"u8)
            || brand.SequenceEqual("dash"u8) || brand.SequenceEqual("MSNV"u8) || brand.StartsWith("3gp"u8);
    }

    /// <summary>An EBML header (RFC 8794, 11.2) whose DocType, an element 0x4282 of four bytes, is "webm".</summary>
    private static bool IsWebm(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) && head[..Math.Min(head.Length, 64)].IndexOf((ReadOnlySpan<byte>)[0x42, 0x82, 0x84, .. "webm"u8]) > 0;
}
