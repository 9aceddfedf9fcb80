using Meet.Contracts.Media.Rpc;
using Meet.Media.Negotiation;
using Meet.Media.Views;
using Meet.Media.Voices;

namespace Meet.Media.Rooms;

/// <summary>
/// Puts others' tracks on a participant's receiving lines (docs/media/negotiation.md). Whenever somebody comes or goes it looks at everybody's lines, so
/// it allocates nothing as long as they stay as they are. One for each worker, for all of its rooms.
/// </summary>
internal sealed class LineFiller
{
    // What is looked at has a line first; where lines are short it takes one of what is out of sight.
    private const int InSight = 0;
    private const int PerhapsInSight = 1;
    private const int OutOfSight = 2;

    private readonly HashSet<Publication> _carried = [];
    private readonly List<Publication> _unplayable = [];

    // Pictures without a line, by rank; in each the oldest first.
    private readonly List<Publication>[] _pictures = [[], [], []];

    /// <param name="everybody">In the Meet, the oldest first.</param>
    /// <param name="heard">The voices that are forwarded; null: all of them.</param>
    /// <returns>What is carried and what is not: what the participant was told last, if that still holds.</returns>
    public Bindings Fill(Participant listener, List<IPublisher> everybody, IReadOnlyList<Publication>? heard, long now)
    {
        var lines = listener.Lines.Subscriptions;
        if (heard is not null)
            Follow(listener, heard, now);
        foreach (var line in lines)
        {
            if (line.Source is { } source)
                _carried.Add(source);
        }

        var moreAudio = heard is null ? 0 : Math.Max(0, LoudestVoices.Places - Count(lines, MediaKind.Audio));
        foreach (var other in everybody)
        {
            if (!listener.Receives(other))
                continue;
            foreach (var track in other.Publications)
                moreAudio += Place(listener, track, isVoiceChosen: heard is not null, now) ? 0 : 1;
        }

        var bindings = TrackBindings.Of(listener, moreAudio, FillPictures(lines, listener.Shown, now), _unplayable);
        Forget();
        return bindings;
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
            if (heard[i].Owner != listener && !LinePairs.AreCarrying(lines, heard[i]))
                TryBind(lines, heard[i], isShown: true, now);
        }
    }

    /// <returns>False for a voice that has no line and should have one.</returns>
    private bool Place(Participant listener, Publication track, bool isVoiceChosen, long now)
    {
        if (!listener.Lines.CanPlay(track))
            _unplayable.Add(track);
        else if (_carried.Contains(track))
            return true;
        else if (track.Kind == MediaKind.Video)
            _pictures[Rank(listener.Shown, track)].Add(track);
        else
            return isVoiceChosen || TryBind(listener.Lines.Subscriptions, track, isShown: true, now);
        return true;
    }

    /// <returns>How many pictures have no line.</returns>
    private int FillPictures(List<Subscription> lines, ShownPictures shown, long now)
    {
        var missing = 0;
        for (var rank = InSight; rank <= OutOfSight; rank++)
        {
            foreach (var track in _pictures[rank])
            {
                if (TryBind(lines, track, rank < OutOfSight, now))
                    continue;
                missing++;
                if (rank == InSight)
                    OutOfSightFor(lines, shown, track)?.Bind(track, now);
            }
        }

        return missing;
    }

    private void Forget()
    {
        _carried.Clear();
        _unplayable.Clear();
        foreach (var pictures in _pictures)
            pictures.Clear();
    }

    /// <summary>A line that carries what nobody looks at, and could carry the track.</summary>
    private static Subscription? OutOfSightFor(List<Subscription> lines, ShownPictures shown, Publication track)
    {
        foreach (var line in lines)
        {
            if (line is { Kind: MediaKind.Video, Source: { } source } && line.Carries(track.Codec) && Rank(shown, source) == OutOfSight)
                return line;
        }

        return null;
    }

    private static int Rank(ShownPictures shown, Publication track) =>
        shown.HeightOf(track.Owner.Id, track.Source) switch { > 0 => InSight, null => PerhapsInSight, _ => OutOfSight };

    private static int Count(List<Subscription> lines, MediaKind kind)
    {
        var count = 0;
        foreach (var line in lines)
            count += line.Kind == kind ? 1 : 0;
        return count;
    }

    private static bool TryBind(List<Subscription> lines, Publication track, bool isShown, long now)
    {
        if (LinePairs.FreeFor(track, lines) is not { } line)
            return false;
        line.Bind(track, now, isShown);
        return true;
    }
}
