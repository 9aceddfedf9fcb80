using Meet.Contracts.Media.Rpc;
using Meet.Media.Negotiation;
using Meet.Media.Views;
using Meet.Media.Voices;

namespace Meet.Media.Rooms;

/// <summary>Puts others' tracks on a participant's receiving lines, and says what is carried and what is not (docs/media/negotiation.md).</summary>
internal static class LineFiller
{
    // What is looked at has a line first; where lines are short it takes one of what is out of sight.
    private const int InSight = 0;
    private const int PerhapsInSight = 1;
    private const int OutOfSight = 2;

    /// <param name="tracks">Everything that the participant may receive, the oldest first.</param>
    /// <param name="heard">The voices that are forwarded; null: all of them.</param>
    public static Bindings Fill(Participant listener, IReadOnlyList<Publication> tracks, IReadOnlyList<Publication>? heard, long now)
    {
        var lines = listener.Lines.Subscriptions;
        var playable = tracks.Where(listener.Lines.CanPlay).ToList();
        if (heard is not null)
            Follow(listener, heard, now);
        var moreAudio = heard is null
            ? Rest(lines, playable, MediaKind.Audio).Count(track => !TryBind(lines, track, isShown: true, now))
            : Math.Max(0, LoudestVoices.Places - lines.Count(line => line.Kind == MediaKind.Audio));
        var moreVideo = FillPictures(lines, playable, listener.Shown, now);
        var unplayable = tracks.Except(playable).Select(track => new Binding { ParticipantId = track.Owner.Id.ToString(), Source = track.Source });
        return Describe(lines, moreAudio, moreVideo, unplayable);
    }

    /// <summary>Lines of those who have lost their place go to those who got one. Nothing is allocated.</summary>
    public static void Follow(Participant listener, IReadOnlyList<Publication> heard, long now)
    {
        var lines = listener.Lines.Subscriptions;
        foreach (var line in lines)
        {
            if (line is { Kind: MediaKind.Audio, Source.Voice.HasPlace: false })
                line.Bind(null, now);
        }

        for (var i = 0; i < heard.Count; i++)
        {
            if (heard[i].Owner != listener && !IsCarried(lines, heard[i]))
                TryBind(lines, heard[i], isShown: true, now);
        }
    }

    public static Bindings Describe(List<Subscription> lines, int moreAudio, int moreVideo, IEnumerable<Binding> unplayable)
    {
        var bindings = new Bindings { MoreAudio = moreAudio, MoreVideo = moreVideo, Unplayable = { unplayable } };
        foreach (var line in lines)
        {
            if (line.Source is { } source)
                bindings.Bindings_.Add(new Binding { Mid = line.Mid, ParticipantId = source.Owner.Id.ToString(), Source = source.Source });
        }

        return bindings;
    }

    /// <returns>How many pictures have no line.</returns>
    private static int FillPictures(List<Subscription> lines, IReadOnlyList<Publication> tracks, ShownPictures shown, long now)
    {
        var missing = 0;
        foreach (var track in Rest(lines, tracks, MediaKind.Video).OrderBy(track => Rank(shown, track)))
        {
            var rank = Rank(shown, track);
            if (TryBind(lines, track, rank < OutOfSight, now))
                continue;
            missing++;
            if (rank == InSight)
                lines.Find(line => line is { Kind: MediaKind.Video, Source: { } source } && line.Carries(track.Codec) && Rank(shown, source) == OutOfSight)?.Bind(track, now);
        }

        return missing;
    }

    private static List<Publication> Rest(List<Subscription> lines, IReadOnlyList<Publication> tracks, MediaKind kind)
    {
        var carried = lines.Select(line => line.Source).ToHashSet();
        return [.. tracks.Where(track => track.Kind == kind && !carried.Contains(track))];
    }

    private static int Rank(ShownPictures shown, Publication track) =>
        shown.HeightOf(track.Owner.Id, track.Source) switch { > 0 => InSight, null => PerhapsInSight, _ => OutOfSight };

    private static bool IsCarried(List<Subscription> lines, Publication track)
    {
        foreach (var line in lines)
        {
            if (line.Source == track)
                return true;
        }

        return false;
    }

    private static bool TryBind(List<Subscription> lines, Publication track, bool isShown, long now)
    {
        foreach (var line in lines)
        {
            if (line.Source is not null || line.Kind != track.Kind || !line.Carries(track.Codec))
                continue;
            line.Bind(track, now, isShown);
            return true;
        }

        return false;
    }
}
