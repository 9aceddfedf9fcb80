namespace Meet.Media.Rooms;

/// <summary>Who is forwarded to whom, as it changes while people speak and look: voices get places, layers are held back and let go.</summary>
internal sealed partial class Room
{
    /// <summary>Places change at speech's pace; whose voice a line carries is told at people's.</summary>
    private const long VoicesInterval = 500;

    private readonly RoomVoices _voices = new(tools.Clock);
    private bool _voicesChanged;
    private long _voicesDue;

    private void FollowVoices()
    {
        if (_voices.Decide())
            GiveLines();
        if (_voicesChanged && tools.Clock.Now >= _voicesDue)
            TellVoices();
    }

    private void GiveLines()
    {
        foreach (var participant in _participants)
        {
            if (!_voices.IsLargeFor(participant))
                continue;
            LineFiller.Follow(participant, _voices.Heard, tools.Clock.Now);
            _voicesChanged = true;
        }
    }

    private void TellVoices()
    {
        (_voicesChanged, _voicesDue) = (false, tools.Clock.Now + VoicesInterval);
        foreach (var participant in _participants)
            Tell(participant, TrackBindings.Of(participant));
    }

    /// <summary>Behind everybody's tick, in which they have said what they want.</summary>
    private void TellWatched()
    {
        foreach (var participant in _participants)
        {
            if (participant.Watched.TakeNews() is { } news)
                participant.Feed.Emit(news);
        }
    }
}
