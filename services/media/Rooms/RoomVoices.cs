using System.Runtime.InteropServices;
using Meet.Media.Negotiation;
using Meet.Media.Voices;
using Meet.Media.Workers;

namespace Meet.Media.Rooms;

/// <summary>The microphones of a Meet, and which of them are forwarded while it is large.</summary>
internal sealed class RoomVoices(WorkerClock clock)
{
    private readonly LoudestVoices _loudest = new();
    private readonly List<Publication> _microphones = [];
    private readonly List<Voice> _voices = [];
    private readonly List<Publication> _heard = [];
    private IReadOnlySet<Guid>? _told;

    /// <summary>Those that have a place.</summary>
    public IReadOnlyList<Publication> Heard => _heard;

    /// <summary>Another one whenever <see cref="Heard"/> may be.</summary>
    public int Version { get; private set; }

    /// <summary>Whether there are more others than places: what this one hears is chosen then.</summary>
    public bool IsLargeFor(Participant listener)
    {
        var others = _microphones.Count;
        foreach (var own in listener.Lines.Publications)
            others -= own.Kind == MediaKind.Audio ? 1 : 0;
        return others > LoudestVoices.Places;
    }

    /// <summary>Somebody came or went, or sends other tracks.</summary>
    public void Gather(List<IPublisher> participants)
    {
        _microphones.Clear();
        _voices.Clear();
        foreach (var participant in participants)
        {
            foreach (var track in participant.Publications)
            {
                if (track.Kind != MediaKind.Audio)
                    continue;
                _microphones.Add(track);
                _voices.Add(track.Voice);
            }
        }

        if (_told is not null)
            Place(_told);
        if (!Decide())
            List();
    }

    /// <summary>Whether that is decided here, as at first, or on another worker, which tells by <see cref="Follow"/>.</summary>
    public void DecideHere(bool isHere)
    {
        if (isHere)
            _told = null;
        else
            _told ??= _heard.Select(static track => track.Owner.Id).ToHashSet();
    }

    /// <summary>Another worker has decided who has places. True if others are heard now.</summary>
    public bool Follow(IReadOnlySet<Guid> places)
    {
        _told = places;
        if (!Place(places))
            return false;
        List();
        return true;
    }

    /// <summary>True if others are heard now.</summary>
    public bool Decide()
    {
        foreach (var microphone in _microphones)
            microphone.Voice.IsMuted = !microphone.Owner.Sources.Mic;
        if (_told is not null || !_loudest.Decide(CollectionsMarshal.AsSpan(_voices), clock.Now))
            return false;
        List();
        return true;
    }

    private bool Place(IReadOnlySet<Guid> places)
    {
        var isNews = false;
        foreach (var microphone in _microphones)
            isNews |= microphone.Voice.Place(places.Contains(microphone.Owner.Id), clock.Now);
        return isNews;
    }

    private void List()
    {
        Version++;
        _heard.Clear();
        foreach (var microphone in _microphones)
        {
            if (microphone.Voice.HasPlace)
                _heard.Add(microphone);
        }
    }
}
