using System.Text.Json.Serialization;

namespace Meet.Signaling.Media;

/// <summary>What a line or a binding carries.</summary>
internal enum MediaSource { Mic, Camera, Screen }

internal sealed record PublishArgument(string Mid, MediaSource Source);

internal sealed record OfferArgument(string Sdp, IReadOnlyList<PublishArgument> Publish);

internal sealed record SourcesArgument(bool Mic, bool Camera, bool Screen);

internal sealed record JoinArgument(string Grant, OfferArgument Offer, SourcesArgument Sources);

internal sealed record NegotiateArgument(string SessionId, OfferArgument Offer);

internal sealed record SetSourcesArgument(string SessionId, SourcesArgument Sources);

/// <summary>How the page finds its connection since it last told.</summary>
internal sealed record SetQualityArgument(string SessionId, double LossPercent, double JitterMs, double RoundTripMs);

/// <summary>How high the page shows somebody's picture, in device pixels; 0: out of sight.</summary>
internal sealed record ViewArgument(string ParticipantId, MediaSource Source, int Height);

/// <summary>Replaces what the page said before.</summary>
internal sealed record SetViewsArgument(string SessionId, IReadOnlyList<ViewArgument> Views);

internal sealed record SessionArgument(string SessionId);

/// <summary>One of the browser's receiving lines, and whose track it carries.</summary>
internal sealed record BindingView(string Mid, string ParticipantId, MediaSource Source);

/// <summary>A track in a codec that the browser has not offered.</summary>
internal sealed record UnplayableView(string ParticipantId, MediaSource Source);

/// <param name="Unplayable">Null where everything can be played.</param>
internal sealed record JoinAnswer(
    string SessionId,
    string Answer,
    IReadOnlyList<BindingView> Bindings,
    int MoreAudio,
    int MoreVideo,
    long Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<UnplayableView>? Unplayable = null);
