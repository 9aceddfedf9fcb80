using System.Buffers;
using System.Text;
using Meet.Signaling.Live;

namespace Meet.Signaling.Media;

/// <summary>The limits of what a browser may send to a media node. What the SDP says is the node's to judge.</summary>
internal static class MediaChecks
{
    public const int MaxSdpBytes = 64 * 1024;
    public const int MaxGrantLength = 4096;
    public const int MaxPublished = 8;
    public const int MaxMidLength = 32;
    public const int MaxSessionIdLength = 128;
    public const double MaxMilliseconds = 10_000;

    /// <summary>Everybody's camera and screen in the largest Meet.</summary>
    public const int MaxViews = 400;

    /// <summary>Device pixels.</summary>
    public const int MaxViewHeight = 8192;

    private static readonly SearchValues<char> SessionIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static void Check(JoinArgument join)
    {
        if (join.Grant.Length is 0 or > MaxGrantLength)
            throw HubErrors.BadRequest($"grant: 1 to {MaxGrantLength} characters.");
        Check(join.Offer);
    }

    public static void Check(OfferArgument offer)
    {
        if (offer.Sdp.Length == 0 || Encoding.UTF8.GetByteCount(offer.Sdp) > MaxSdpBytes)
            throw HubErrors.BadRequest($"offer.sdp: 1 to {MaxSdpBytes} bytes.");
        if (offer.Publish.Count > MaxPublished)
            throw HubErrors.BadRequest($"offer.publish: at most {MaxPublished} lines.");
        if (offer.Publish.Any(each => each is null || each.Mid is not { Length: > 0 and <= MaxMidLength }))
            throw HubErrors.BadRequest($"offer.publish.mid: 1 to {MaxMidLength} characters.");
        if (offer.Publish.DistinctBy(each => each.Mid).Count() != offer.Publish.Count)
            throw HubErrors.BadRequest("offer.publish.mid: each line once.");
    }

    public static void Check(SetQualityArgument quality)
    {
        if (quality.LossPercent is not (>= 0 and <= 100))
            throw HubErrors.BadRequest("lossPercent: 0 to 100.");
        if (quality.JitterMs is not (>= 0 and <= MaxMilliseconds))
            throw HubErrors.BadRequest($"jitterMs: 0 to {MaxMilliseconds}.");
        if (quality.RoundTripMs is not (>= 0 and <= MaxMilliseconds))
            throw HubErrors.BadRequest($"roundTripMs: 0 to {MaxMilliseconds}.");
    }

    public static void Check(SetViewsArgument set)
    {
        if (set.Views.Count > MaxViews)
            throw HubErrors.BadRequest($"views: at most {MaxViews}.");
        if (set.Views.Any(each => each is null || !Guid.TryParse(each.ParticipantId, out _)))
            throw HubErrors.BadRequest("views.participantId: a participant's id.");
        if (set.Views.Any(each => each.Source is not (MediaSource.Camera or MediaSource.Screen)))
            throw HubErrors.BadRequest("views.source: camera or screen.");
        if (set.Views.Any(each => each.Height is not (>= 0 and <= MaxViewHeight)))
            throw HubErrors.BadRequest($"views.height: 0 to {MaxViewHeight}.");
        if (set.Views.DistinctBy(each => (Guid.Parse(each.ParticipantId), each.Source)).Count() != set.Views.Count)
            throw HubErrors.BadRequest("views: each picture once.");
    }

    /// <summary>The node that a session lives on: its id is everything before the last dot.</summary>
    public static string NodeOf(string sessionId)
    {
        var dot = sessionId.LastIndexOf('.');
        return dot > 0 && dot < sessionId.Length - 1
            && sessionId.Length <= MaxSessionIdLength && !sessionId.AsSpan().ContainsAnyExcept(SessionIdCharacters)
            ? sessionId[..dot]
            : throw HubErrors.BadRequest("sessionId: as Join answered it.");
    }
}
