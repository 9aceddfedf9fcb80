namespace Meet.Media.Codecs;

/// <summary>
/// Which video codecs may be used and which is preferred, as one text of configuration: <c>VP9, VP8</c>. Everybody who can sends in the first
/// one; who lacks it in the next (docs/media/codecs.md).
/// </summary>
internal static class VideoCodecs
{
    /// <summary>Every browser has it (RFC 7742): everybody sees everybody.</summary>
    public const string Default = "VP8";

    /// <summary>What this node knows.</summary>
    public const string All = "VP8, H264, VP9, AV1";

    /// <summary>The codecs in order; null if the text names none, one twice, or one that is unknown.</summary>
    public static IReadOnlyList<MediaCodec>? Parse(string text)
    {
        var codecs = new List<MediaCodec>();
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Of(name) is not { } codec || codecs.Contains(codec))
                return null;
            codecs.Add(codec);
        }

        return codecs;
    }

    private static MediaCodec? Of(string name) => name.ToUpperInvariant() switch
    {
        "VP8" => MediaCodec.Vp8,
        "H264" => MediaCodec.H264,
        "VP9" => MediaCodec.Vp9,
        "AV1" => MediaCodec.Av1,
        _ => null,
    };
}
