namespace Meet.Media.Voices;

/// <summary>
/// Who has one of the few places in a large Meet: whoever speaks, the loudest first (docs/media/voices.md). A place is kept over the
/// pauses of speech, and is contested only by who is clearly louder for a while. Pure; times in milliseconds.
/// </summary>
internal sealed class LoudestVoices
{
    /// <summary>So many are heard at once: more is a murmur.</summary>
    public const int Places = 5;

    /// <summary>A place is kept for so long after the last sound, and at least.</summary>
    public const long Hold = 1000;

    /// <summary>dB by which somebody must be louder to take the place of one who speaks, and for how long.</summary>
    public const int Margin = 6;
    public const long Contest = 500;

    private Voice? _challenger;
    private long _challengedSince;

    /// <param name="voices">Everybody's, the oldest first.</param>
    /// <returns>True if others have places now.</returns>
    public bool Decide(ReadOnlySpan<Voice> voices, long now)
    {
        var changed = FillFree(voices, now);
        while (Loudest(voices, now) is { } speaker && LongestSilent(voices, now) is { } silent)
        {
            Exchange(silent, speaker, now);
            changed = true;
        }

        return Challenge(voices, now) || changed;
    }

    /// <summary>Places that nobody has: also to the silent, so that most begin to speak with a line ready.</summary>
    private static bool FillFree(ReadOnlySpan<Voice> voices, long now)
    {
        var taken = 0;
        foreach (var voice in voices)
            taken += voice.HasPlace ? 1 : 0;
        var changed = false;
        for (; taken < Math.Min(Places, voices.Length); taken++)
        {
            Give(Loudest(voices, now) ?? First(voices), now);
            changed = true;
        }

        return changed;
    }

    private bool Challenge(ReadOnlySpan<Voice> voices, long now)
    {
        var louder = Loudest(voices, now);
        var quietest = Quietest(voices, now);
        if (louder is null || quietest is null || louder.Level < quietest.Level + Margin)
        {
            _challenger = null;
            return false;
        }

        if (louder != _challenger)
            (_challenger, _challengedSince) = (louder, now);
        if (now - _challengedSince < Contest)
            return false;
        _challenger = null;
        Exchange(quietest, louder, now);
        return true;
    }

    private static void Exchange(Voice from, Voice to, long now)
    {
        from.HasPlace = false;
        Give(to, now);
    }

    private static void Give(Voice voice, long now) => (voice.HasPlace, voice.Since) = (true, now);

    private static Voice First(ReadOnlySpan<Voice> voices)
    {
        foreach (var voice in voices)
        {
            if (!voice.HasPlace)
                return voice;
        }

        return voices[0];
    }

    /// <summary>Of those who speak and are not heard.</summary>
    private static Voice? Loudest(ReadOnlySpan<Voice> voices, long now)
    {
        Voice? best = null;
        foreach (var voice in voices)
        {
            if (!voice.HasPlace && voice.Speaks(now) && (best is null || voice.Level > best.Level))
                best = voice;
        }

        return best;
    }

    /// <summary>Of those who have a place and have not used it for a while.</summary>
    private static Voice? LongestSilent(ReadOnlySpan<Voice> voices, long now)
    {
        Voice? best = null;
        foreach (var voice in voices)
        {
            if (voice.HasPlace && voice.IsSilent(now) && (best is null || IsBefore(voice, best)))
                best = voice;
        }

        return best;
    }

    private static bool IsBefore(Voice one, Voice other) =>
        one.IsMuted != other.IsMuted ? one.IsMuted : one.SpokeAt < other.SpokeAt;

    /// <summary>Of those who speak and have had their place for long enough; a pause is nobody's chance.</summary>
    private static Voice? Quietest(ReadOnlySpan<Voice> voices, long now)
    {
        Voice? least = null;
        foreach (var voice in voices)
        {
            if (voice.HasPlace && voice.Speaks(now) && now - voice.Since >= Hold && (least is null || voice.Level < least.Level))
                least = voice;
        }

        return least;
    }
}
