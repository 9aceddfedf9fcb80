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

    /// <summary>Those that have a place.</summary>
    public IReadOnlyList<Publication> Heard => _heard;

    /// <summary>Whether there are more others than places: what this one hears is chosen then.</summary>
    public bool IsLargeFor(Participant listener)
    {
        var others = _microphones.Count;
        foreach (var own in listener.Lines.Publications)
            others -= own.Kind == MediaKind.Audio ? 1 : 0;
        return others > LoudestVoices.Places;
    }

    /// <summary>Somebody came or went, or sends other tracks.</summary>
    public void Gather(IReadOnlyList<Participant> participants)
    {
        _microphones.Clear();
        _voices.Clear();
        foreach (var participant in participants)
        {
            foreach (var track in participant.Lines.Publications)
            {
                if (track.Kind != MediaKind.Audio)
                    continue;
                _microphones.Add(track);
                _voices.Add(track.Voice);
            }
        }

        if (!Decide())
            List();
    }

    /// <summary>True if others are heard now.</summary>
    public bool Decide()
    {
        foreach (var microphone in _microphones)
            microphone.Voice.IsMuted = !microphone.Owner.Sources.Mic;
        if (!_loudest.Decide(CollectionsMarshal.AsSpan(_voices), clock.Now))
            return false;
        List();
        return true;
    }

    private void List()
    {
        _heard.Clear();
        foreach (var microphone in _microphones)
        {
            if (microphone.Voice.HasPlace)
                _heard.Add(microphone);
        }
    }
}
