using Meet.Media.Negotiation;
using Meet.Media.Rooms;

namespace Meet.Media.Branches;

/// <summary>A track of this branch, and what stands for it in the others, which are told of it.</summary>
internal sealed class OwnTrack(Publication track)
{
    private readonly List<StandIn> _standIns = [];
    private long _toldVoiceAt = long.MinValue;
    private ulong _toldReport;

    /// <summary>Another worker's; only handed back to it.</summary>
    private readonly record struct StandIn(WorkerLink Link, Publication Track, Layer[] Layers);

    public Publication Track => track;

    public void Stand(WorkerLink link, Publication standIn, Layer[] layers)
    {
        Forget(link);
        _standIns.Add(new StandIn(link, standIn, layers));
    }

    /// <summary>That worker has no branch any more.</summary>
    public void Forget(WorkerLink link)
    {
        for (var i = _standIns.Count - 1; i >= 0; i--)
        {
            if (_standIns[i].Link == link)
                _standIns.RemoveAt(i);
        }
    }

    /// <summary>How loud it is: whenever it is heard, since that decides who gets a place. When it was captured: whenever its sender has said.</summary>
    public void TellVoice()
    {
        if (track.Kind != MediaKind.Audio)
            return;
        var facts = new VoiceFacts { Level = track.Voice.Level, SpokeAt = track.Voice.SpokeAt, Peak = track.Loudness.TakeUntold(), Report = track.Layers[0].Report };
        if (facts.SpokeAt <= _toldVoiceAt && facts.Peak < Loudness.Floor && facts.Report.NtpTime == _toldReport)
            return;
        (_toldVoiceAt, _toldReport) = (facts.SpokeAt, facts.Report.NtpTime);
        foreach (var standIn in _standIns)
            standIn.Link.Send(standIn.Track, RelayKind.Voice, facts);
    }

    /// <summary>What layers are chosen by.</summary>
    public void TellLayers()
    {
        if (track.Kind != MediaKind.Video)
            return;
        for (var i = 0; i < track.Layers.Length; i++)
        {
            var facts = track.Layers[i].Facts;
            foreach (var standIn in _standIns)
            {
                // A stand-in of the layers that were before is on its way to be another.
                if (i < standIn.Layers.Length)
                    standIn.Link.Send(standIn.Layers[i], RelayKind.Layer, facts);
            }
        }
    }
}
