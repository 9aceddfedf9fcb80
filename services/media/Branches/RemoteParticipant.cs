using Meet.Contracts.Media.Rpc;
using Meet.Media.Rooms;
using Meet.Media.Workers;
using Meet.Rtc.Rtcp;

namespace Meet.Media.Branches;

/// <summary>A stand-in for somebody whose session is in another branch of the Meet.</summary>
internal sealed class RemoteParticipant(PublisherDescription first, WorkerLink at, WorkerTools tools) : IPublisher
{
    private List<RemoteTrack> _tracks = [];

    /// <summary>The worker that has the session.</summary>
    public WorkerLink At => at;

    public Guid Id { get; } = first.Id;

    public string ParticipantId { get; } = first.Id.ToString();

    public string SessionId { get; } = first.SessionId;

    public long JoinedAt { get; } = first.JoinedAt;

    public HistoryBlocks HistoryBlocks => tools.HistoryBlocks;

    public Bursts Bursts => tools.Bursts;

    public Sources Sources { get; private set; } = first.Sources;

    public int QualityTold { get; private set; } = first.Quality;

    public List<Publication> Publications { get; private set; } = [];

    /// <summary>The worker that has the session tells reports by the node's clock.</summary>
    public SenderReport ByOurClock(in SenderReport report) => report;

    /// <summary>Takes over what is told of them.</summary>
    /// <param name="fresh">Gets the tracks of which the other worker must learn what stands for them.</param>
    /// <returns>True if they have other tracks, or tracks in other layers, than before.</returns>
    public bool Take(PublisherDescription told, List<RemoteTrack> fresh)
    {
        (Sources, QualityTold) = (told.Sources, told.Quality);
        var (before, isGone) = (_tracks, false);
        _tracks = [];
        foreach (var each in told.Tracks)
        {
            var track = before.Find(known => known.Origin == each.Origin);
            var isFresh = track is null || track.Update(each);
            _tracks.Add(track ??= new RemoteTrack(this, each));
            if (isFresh)
                fresh.Add(track);
        }

        foreach (var track in before.Except(_tracks))
        {
            track.Track.Close();
            isGone = true;
        }

        Publications = _tracks.ConvertAll(static track => track.Track);
        return isGone || fresh.Count > 0;
    }

    public void Ask(RoomBranches branches, long now, bool isDue)
    {
        foreach (var track in _tracks)
        {
            track.ExpireHistories(now);
            track.Ask(branches, at, now, isDue);
        }
    }

    /// <summary>They are gone, or their branch is.</summary>
    public void Close()
    {
        foreach (var track in _tracks)
            track.Track.Close();
    }
}
