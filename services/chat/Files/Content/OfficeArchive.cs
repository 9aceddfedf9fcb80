using System.Buffers.Binary;

namespace Meet.Chat.Files.Content;

/// <summary>
/// Which office format a ZIP archive is: OpenDocument says so in its first entry, Office Open XML by the names in its directory. Other
/// archives, and documents that bring macros along, are none.
/// </summary>
internal static class OfficeArchive
{
    private const uint DirectoryEntry = 0x02014B50;
    private const uint EndOfDirectory = 0x06054B50;
    private const int EndLength = 22;

    public static string? TypeOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        return TryReadNames(tail, out var found)
            ? found switch
            {
                { HasMacros: true } => null,
                { HasContentTypes: true, Main: { } main } => main,
                _ => OpenDocument(head),
            }
            : null;
    }

    /// <summary>OpenDocument 1.3, part 2, 3.3: the first entry is called "mimetype", and is neither compressed nor followed by an extra field.</summary>
    private static string? OpenDocument(ReadOnlySpan<byte> head)
    {
        if (head.Length < 38 + 64 || !head[30..38].SequenceEqual("mimetype"u8) || BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) != 0)
            return null;
        var content = head[38..];
        // The next local header follows at once, so that a longer type (a template's, a chart's) is not taken for a shorter one.
        foreach (var type in (ReadOnlySpan<string>)[FileTypes.Odt, FileTypes.Ods, FileTypes.Odp])
        {
            if (content.StartsWith(System.Text.Encoding.ASCII.GetBytes(type)) && content[type.Length..].StartsWith("PK"u8))
                return type;
        }

        return null;
    }

    /// <summary>APPNOTE 6.3.10, 4.3.12 and 4.3.16: the end of the directory tells where it begins, counted from its own place.</summary>
    private static bool TryReadNames(ReadOnlySpan<byte> tail, out Names names)
    {
        names = default;
        var end = LastEnd(tail);
        if (end < 0)
            return false;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + 10)..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail[(end + 12)..]);
        if (size > end)
            return false;
        var directory = tail[(int)(end - size)..end];
        for (var i = 0; i < count; i++)
        {
            if (directory.Length < 46 || BinaryPrimitives.ReadUInt32LittleEndian(directory) != DirectoryEntry)
                return false;
            var name = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            var length = 46 + name + BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (length > directory.Length)
                return false;
            names = names.With(directory.Slice(46, name));
            directory = directory[length..];
        }

        return true;
    }

    private static int LastEnd(ReadOnlySpan<byte> tail)
    {
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail[at..]) == EndOfDirectory
                && at + EndLength + BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) == tail.Length)
            {
                return at;
            }
        }

        return -1;
    }

    private readonly record struct Names(bool HasContentTypes, bool HasMacros, string? Main)
    {
        public Names With(ReadOnlySpan<byte> name) => new(
            HasContentTypes || name.SequenceEqual("[Content_Types].xml"u8),
            HasMacros || name.EndsWith("vbaProject.bin"u8) || name.StartsWith("Basic/"u8) || name.StartsWith("Scripts/"u8),
            Main ?? (name.StartsWith("word/"u8) ? FileTypes.Docx
                : name.StartsWith("xl/"u8) ? FileTypes.Xlsx
                : name.StartsWith("ppt/"u8) ? FileTypes.Pptx
                : null));
    }
}
