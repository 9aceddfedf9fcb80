using Meet.Contracts.Media.Rpc;
using Meet.Media.Negotiation;

namespace Meet.Media.Rooms;

/// <summary>
/// Which lines of a participant belong together, and which tracks go there: a browser plays one person's voice and picture in step if both
/// are of one MediaStream (docs/media/continuity.md). A line's stream is constant, so lines are paired when they come, and tracks are put
/// where their pair is. Nothing is allocated.
/// </summary>
internal static class LinePairs
{
    /// <summary>The line that a new one of a kind is paired with; null where all have a partner.</summary>
    /// <param name="lines">The participant's, without the new one.</param>
    public static Subscription? PartnerFor(MediaKind kind, List<Subscription> lines)
    {
        Subscription? first = null;
        foreach (var line in lines)
        {
            if (line.Kind == kind || line.Partner is not null)
                continue;
            first ??= line;
            // Most likely the line was asked for this track.
            if (line.Source is { } source && CounterpartOf(source) is { } missing && !AreCarrying(lines, missing))
                return line;
        }

        return first;
    }

    /// <summary>The best free line for a track; null where there is none.</summary>
    public static Subscription? FreeFor(Publication track, List<Subscription> lines)
    {
        var counterpart = CounterpartOf(track);
        var isAlone = counterpart is null || AreCarrying(lines, counterpart);
        Subscription? best = null;
        foreach (var line in lines)
        {
            if (line.Source is not null || line.Kind != track.Kind || !line.Carries(track.Codec))
                continue;
            if (counterpart is not null && line.Partner?.Source == counterpart)
                return line;
            if (best is null || IsForPair(line) != isAlone && IsForPair(best) == isAlone)
                best = line;
        }

        return best;
    }

    public static bool AreCarrying(List<Subscription> lines, Publication track)
    {
        foreach (var line in lines)
        {
            if (line.Source == track)
                return true;
        }

        return false;
    }

    /// <summary>Somebody's voice and picture could both be here.</summary>
    private static bool IsForPair(Subscription line) => line.Partner is { Source: null };

    /// <summary>The voice of a picture, and the picture of a voice: the camera's, or of somebody without a camera the screen.</summary>
    private static Publication? CounterpartOf(Publication track)
    {
        Publication? screen = null;
        foreach (var other in track.Owner.Publications)
        {
            if (other.Kind == track.Kind)
                continue;
            if (other.Source != Source.Screen)
                return track.Source == Source.Screen && HasCamera(track.Owner) ? null : other;
            screen = other;
        }

        return screen;
    }

    private static bool HasCamera(IPublisher owner)
    {
        foreach (var track in owner.Publications)
        {
            if (track.Source == Source.Camera)
                return true;
        }

        return false;
    }
}
