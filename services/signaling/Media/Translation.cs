using Meet.Contracts.Media.Rpc;

namespace Meet.Signaling.Media;

/// <summary>Between the browser's words (docs/signaling.md) and the media node's (media.proto).</summary>
internal static class Translation
{
    public static Offer ToRpc(OfferArgument offer)
    {
        var rpc = new Offer { Sdp = offer.Sdp };
        rpc.Publish.AddRange(offer.Publish.Select(each => new Publish { Mid = each.Mid, Source = ToRpc(each.Source) }));
        return rpc;
    }

    public static Sources ToRpc(SourcesArgument sources) => new() { Mic = sources.Mic, Camera = sources.Camera, Screen = sources.Screen };

    public static SetQualityRequest ToRpc(SetQualityArgument quality) => new()
    {
        SessionId = quality.SessionId,
        LossPercent = quality.LossPercent,
        JitterMs = quality.JitterMs,
        RoundTripMs = quality.RoundTripMs,
    };

    public static SetViewsRequest ToRpc(SetViewsArgument set)
    {
        var rpc = new SetViewsRequest { SessionId = set.SessionId };
        rpc.Views.AddRange(set.Views.Select(each => new View { ParticipantId = each.ParticipantId, Source = ToRpc(each.Source), Height = each.Height }));
        return rpc;
    }

    public static JoinAnswer FromRpc(Negotiated negotiated)
    {
        var bindings = FromRpc(negotiated.Bindings ?? new Bindings());
        return new(negotiated.SessionId, negotiated.Sdp, bindings.Bindings, bindings.MoreAudio, bindings.MoreVideo, bindings.Version, bindings.Unplayable);
    }

    /// <summary>Null for an event of a newer node that this version does not know.</summary>
    public static MediaPush? FromRpc(string sessionId, MediaEvent happening) => happening.EventCase switch
    {
        MediaEvent.EventOneofCase.Connected => new(sessionId) { Connected = new() },
        MediaEvent.EventOneofCase.Closed => new(sessionId) { Closed = new(happening.Closed.Reason) },
        MediaEvent.EventOneofCase.Bindings => new(sessionId) { Bindings = FromRpc(happening.Bindings) },
        MediaEvent.EventOneofCase.Peers => new(sessionId) { Peers = [.. happening.Peers.Peers_.Select(FromRpc)] },
        MediaEvent.EventOneofCase.Levels => new(sessionId)
        {
            Levels = [.. happening.Levels.Levels_.Select(each => new LevelView(each.ParticipantId, each.Level_))],
        },
        MediaEvent.EventOneofCase.Watched => new(sessionId)
        {
            Watched = [.. happening.Watched.Pictures.Where(each => each.Source != Source.Unspecified).Select(each => new WatchedView(FromRpc(each.Source), [.. each.Layers]))],
        },
        _ => null,
    };

    private static BindingsView FromRpc(Bindings bindings) => new(
        [.. bindings.Bindings_.Where(each => each.Source != Source.Unspecified)
            .Select(each => new BindingView(each.Mid, each.ParticipantId, FromRpc(each.Source)))],
        bindings.MoreAudio,
        bindings.MoreVideo,
        bindings.Version,
        bindings.Unplayable.Count == 0
            ? null
            : [.. bindings.Unplayable.Where(each => each.Source != Source.Unspecified)
                .Select(each => new UnplayableView(each.ParticipantId, FromRpc(each.Source)))]);

    private static PeerView FromRpc(Peer peer)
    {
        var sources = peer.Sources ?? new Sources();
        return new(peer.ParticipantId, new(sources.Mic, sources.Camera, sources.Screen), peer.Quality);
    }

    private static Source ToRpc(MediaSource source) => source switch
    {
        MediaSource.Mic => Source.Mic,
        MediaSource.Camera => Source.Camera,
        _ => Source.Screen,
    };

    private static MediaSource FromRpc(Source source) => source switch
    {
        Source.Mic => MediaSource.Mic,
        Source.Camera => MediaSource.Camera,
        _ => MediaSource.Screen,
    };
}
