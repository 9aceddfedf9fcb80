using Meet.Contracts.Media.Rpc;
using Meet.Media.Negotiation;
using Meet.Media.Rooms;

namespace Meet.Media.Branches;

/// <summary>What the other branches are told of somebody, whole, whenever any of it changes.</summary>
/// <param name="JoinedAt">In milliseconds of the node's clock.</param>
/// <param name="Quality">As the others are shown it.</param>
internal sealed record PublisherDescription(
    string SessionId, Guid Id, long JoinedAt, Sources Sources, int Quality, IReadOnlyList<TrackDescription> Tracks)
{
    public static PublisherDescription Of(Participant participant) => new(
        participant.SessionId, participant.Id, participant.JoinedAt, participant.Sources, participant.Quality.Told,
        participant.Lines.Publications.ConvertAll(TrackDescription.Of));
}

/// <summary>Of one track, with names for it and its layers that the other workers give back and never look into.</summary>
/// <param name="Plan">Without SSRCs: which stream is a layer's is the publisher's worker's to say, in order with the packets.</param>
/// <param name="Facts">For each of the layers.</param>
internal sealed record TrackDescription(Publication Origin, PlannedPublication Plan, Layer[] Layers, LayerFacts[] Facts)
{
    public static TrackDescription Of(Publication track)
    {
        var layers = track.Layers.ToArray();
        return new(track, track.Plan with { Ssrc = null, RtxSsrc = null }, layers, Array.ConvertAll(layers, static layer => layer.Facts));
    }
}
