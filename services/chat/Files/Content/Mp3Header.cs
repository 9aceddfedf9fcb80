namespace Meet.Chat.Files.Content;

/// <summary>An ID3v2 tag, or two frames of MPEG audio layer III in a row (ISO/IEC 11172-3, 2.4.1.3): one alone is found in any noise.</summary>
internal static class Mp3Header
{
    private static readonly int[] KilobitsOfVersion1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] KilobitsOfVersion2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] HertzOfVersion1 = [44_100, 48_000, 32_000];

    public static bool Is(ReadOnlySpan<byte> head) =>
        IsTag(head) || (FrameLength(head) is { } length && length < head.Length && FrameLength(head[length..]) is not null);

    /// <summary>ID3v2.4.0, 3.1: version, revision, flags, and a size of four bytes with seven bits each.</summary>
    private static bool IsTag(ReadOnlySpan<byte> head) =>
        head.Length >= 10 && head.StartsWith("ID3"u8) && head[3] is >= 2 and <= 4 && head[4] != 0xFF && !head[6..10].ContainsAnyInRange((byte)0x80, (byte)0xFF);

    /// <summary>In bytes; null when this is no frame.</summary>
    private static int? FrameLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0)
            return null;
        var version = (bytes[1] >> 3) & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
        var layer = (bytes[1] >> 1) & 3; // 1: layer III
        var rate = bytes[2] >> 4;
        var frequency = (bytes[2] >> 2) & 3;
        if (version == 1 || layer != 1 || rate is 0 or 15 || frequency == 3)
            return null;
        var padding = (bytes[2] >> 1) & 1;
        return version == 3
            ? (144_000 * KilobitsOfVersion1[rate] / HertzOfVersion1[frequency]) + padding
            : (72_000 * KilobitsOfVersion2[rate] / (HertzOfVersion1[frequency] / (version == 2 ? 2 : 4))) + padding;
    }
}
