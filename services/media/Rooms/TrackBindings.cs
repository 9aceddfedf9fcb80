using Meet.Contracts.Media.Rpc;

namespace Meet.Media.Rooms;

/// <summary>
/// Says whose track each of a participant's lines carries, and what is not carried. What was told already is not written again: a room of
/// 200 asks for everybody whenever one comes.
/// </summary>
internal static class TrackBindings
{
    /// <param name="unplayable">What the browser has no codec for.</param>
    /// <returns>What the participant was told last, if that still holds.</returns>
    public static Bindings Of(Participant listener, int moreAudio, int moreVideo, List<Publication> unplayable)
    {
        var told = listener.Bindings;
        if (told.MoreAudio == moreAudio && told.MoreVideo == moreVideo && Tells(told, unplayable) && Tells(told, listener.Lines.Subscriptions))
            return told;
        var bindings = new Bindings { MoreAudio = moreAudio, MoreVideo = moreVideo };
        foreach (var track in unplayable)
            bindings.Unplayable.Add(new Binding { ParticipantId = track.Owner.ParticipantId, Source = track.Source });
        return Carried(bindings, listener.Lines.Subscriptions);
    }

    /// <summary>The same, where only what the lines carry may have changed.</summary>
    public static Bindings Of(Participant listener)
    {
        var told = listener.Bindings;
        return Tells(told, listener.Lines.Subscriptions)
            ? told
            : Carried(new Bindings { MoreAudio = told.MoreAudio, MoreVideo = told.MoreVideo, Unplayable = { told.Unplayable } }, listener.Lines.Subscriptions);
    }

    private static Bindings Carried(Bindings bindings, List<Subscription> lines)
    {
        foreach (var line in lines)
        {
            if (line.Source is { } source)
                bindings.Bindings_.Add(new Binding { Mid = line.Mid, ParticipantId = source.Owner.ParticipantId, Source = source.Source });
        }

        return bindings;
    }

    private static bool Tells(Bindings told, List<Subscription> lines)
    {
        var count = 0;
        foreach (var line in lines)
        {
            if (line.Source is not { } source)
                continue;
            if (count == told.Bindings_.Count || !IsOf(told.Bindings_[count++], line.Mid, source))
                return false;
        }

        return count == told.Bindings_.Count;
    }

    private static bool Tells(Bindings told, List<Publication> unplayable)
    {
        if (told.Unplayable.Count != unplayable.Count)
            return false;
        for (var i = 0; i < unplayable.Count; i++)
        {
            if (!IsOf(told.Unplayable[i], "", unplayable[i]))
                return false;
        }

        return true;
    }

    private static bool IsOf(Binding told, string mid, Publication track) =>
        told.Mid == mid && told.Source == track.Source && told.ParticipantId == track.Owner.ParticipantId;
}
