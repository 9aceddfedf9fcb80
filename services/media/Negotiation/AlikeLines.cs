using Meet.Rtc.Sdp;

namespace Meet.Media.Negotiation;

/// <summary>
/// Lets the lines of one offer that are alike, as most receiving lines are, share what was agreed on for them: of a participant with forty lines it would
/// else be most of the memory.
/// </summary>
internal sealed class AlikeLines
{
    private readonly List<IReadOnlyList<PlannedFormat>> _formats = [];
    private readonly List<IReadOnlyList<SdpExtension>> _extensions = [];

    /// <summary>An equal list that an earlier line has, or the given one.</summary>
    public IReadOnlyList<PlannedFormat> Share(IReadOnlyList<PlannedFormat> formats) =>
        Share(_formats, formats, static (one, other) => one.Codec == other.Codec && AreSame(one.Sdp, other.Sdp) && AreSame(one.Rtx, other.Rtx) && AreSame(one.Red, other.Red));

    public IReadOnlyList<SdpExtension> Share(IReadOnlyList<SdpExtension> extensions) => Share(_extensions, extensions, static (one, other) => one == other);

    private static IReadOnlyList<T> Share<T>(List<IReadOnlyList<T>> known, IReadOnlyList<T> given, Func<T, T, bool> areSame)
    {
        foreach (var list in known)
        {
            if (list.Count == given.Count && !list.Where((item, i) => !areSame(item, given[i])).Any())
                return list;
        }

        known.Add(given);
        return given;
    }

    private static bool AreSame(SdpCodec? one, SdpCodec? other) =>
        ReferenceEquals(one, other)
        || (one is not null && other is not null && one with { Feedback = other.Feedback } == other && one.Feedback.SequenceEqual(other.Feedback));
}
