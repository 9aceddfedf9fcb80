using System.Globalization;

namespace Meet.Rtc.Sdp;

/// <summary>Intersects what a section offers with what a node supports.</summary>
/// <param name="Name">The codec: "opus".</param>
/// <param name="ClockRate">In Hz.</param>
/// <param name="Parameters">The fmtp value to answer, or empty.</param>
/// <param name="Feedback">The rtcp-fb values that the node acts on.</param>
/// <param name="Extensions">The header extensions that the node reads or writes.</param>
public sealed record CodecChoice(
    string Name,
    int ClockRate,
    string Parameters,
    IReadOnlyList<string> Feedback,
    IReadOnlyList<string> Extensions)
{
    /// <summary>
    /// For a codec of several formats: the fmtp value to answer to the offered one, or null for a format that the node does not support.
    /// </summary>
    public Func<string, string?>? Format { get; init; }

    /// <summary>The first matching codec of the section, reduced to what is supported; null if there is none.</summary>
    public SdpCodec? Codec(OfferedSection section)
    {
        foreach (var codec in section.Codecs)
        {
            if (codec.Is(Name) && codec.ClockRate == ClockRate && (Format is null ? Parameters : Format(codec.Parameters)) is { } parameters)
                return codec with { Parameters = parameters, Feedback = [.. codec.Feedback.Where(Feedback.Contains).Distinct()] };
        }

        return null;
    }

    /// <summary>The retransmission format of that codec (RFC 4588 section 8.1), where the section offers one.</summary>
    public static SdpCodec? Rtx(OfferedSection section, SdpCodec codec)
    {
        var apt = string.Create(CultureInfo.InvariantCulture, $"apt={codec.PayloadType}");
        foreach (var candidate in section.Codecs)
        {
            if (candidate.Is("rtx") && candidate.Parameters.Split(';').Contains(apt))
                return candidate with { Parameters = apt, Feedback = [] };
        }

        return null;
    }

    /// <summary>The redundancy format of that codec (RFC 2198 section 5), where the section offers one that carries nothing else.</summary>
    public static SdpCodec? Red(OfferedSection section, SdpCodec codec)
    {
        var type = codec.PayloadType.ToString(CultureInfo.InvariantCulture);
        foreach (var candidate in section.Codecs)
        {
            var blocks = candidate.Parameters.Split('/', StringSplitOptions.TrimEntries);
            if (candidate.Is("red") && candidate.ClockRate == codec.ClockRate && candidate.Channels == codec.Channels
                && blocks.Length > 1 && Array.TrueForAll(blocks, block => block == type))
                return candidate with { Parameters = $"{type}/{type}", Feedback = [.. candidate.Feedback.Where(codec.Feedback.Contains).Distinct()] };
        }

        return null;
    }

    /// <summary>
    /// The supported extensions under the ids of the offer. Only ids of the one-byte form (1 to 14) are taken, and of two that
    /// claim the same id or meaning the first.
    /// </summary>
    public IReadOnlyList<SdpExtension> Extension(OfferedSection section) =>
        [.. section.Extensions.Where(e => e.Id <= 14 && Extensions.Contains(e.Uri)).DistinctBy(e => e.Id).DistinctBy(e => e.Uri)];
}
