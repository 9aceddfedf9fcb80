using Meet.Contracts.Media.Rpc;
using Meet.Media.Negotiation;
using Meet.Media.Workers;

namespace Meet.Media.Rooms;

/// <summary>What a participant is told of its own pictures: which layers somebody watches, so that the others need not be sent.</summary>
internal sealed class WatchedLayers(ParticipantLines lines, WorkerClock clock)
{
    private bool _hasTold;

    /// <summary>What is to be said; null while everything is to be sent and nothing else was ever said.</summary>
    public MediaEvent? Present => _hasTold ? Describe() : null;

    /// <summary>Looks at every layer; call it when everybody in the room has had their chance to want some. What is news; null if nothing is.</summary>
    public MediaEvent? TakeNews()
    {
        var isNews = false;
        foreach (var publication in lines.Publications)
        {
            if (publication.Kind != MediaKind.Video)
                continue;
            foreach (var layer in publication.Layers)
                isNews |= layer.Hold.Decide(clock.Now, layer.Rate.IsHeard(clock.Now));
        }

        _hasTold |= isNews;
        return isNews ? Describe() : null;
    }

    private MediaEvent Describe()
    {
        var watched = new Watched();
        foreach (var publication in lines.Publications)
        {
            if (publication.Kind != MediaKind.Video)
                continue;
            var picture = new WatchedPicture { Source = publication.Source };
            foreach (var layer in publication.Layers)
                picture.Layers.Add(!layer.Hold.IsHeld);
            watched.Pictures.Add(picture);
        }

        return new MediaEvent { Watched = watched };
    }
}
