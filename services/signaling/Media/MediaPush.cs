using System.Text.Json.Serialization;

namespace Meet.Signaling.Media;

/// <summary>What happened in a media session; one member beside the session's id is there (docs/signaling.md).</summary>
internal sealed record MediaPush(string SessionId)
{
    public const string Event = "media";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ConnectedView? Connected { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClosedView? Closed { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BindingsView? Bindings { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PeerView>? Peers { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LevelView>? Levels { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WatchedView>? Watched { get; init; }

    /// <summary>The session cannot be watched any more: its node is gone, or has forgotten it.</summary>
    public static MediaPush Lost(string sessionId) => new(sessionId) { Closed = new("lost") };
}

internal sealed record ConnectedView;

internal sealed record ClosedView(string Reason);

/// <param name="Unplayable">Null where everything can be played.</param>
internal sealed record BindingsView(
    IReadOnlyList<BindingView> Bindings,
    int MoreAudio,
    int MoreVideo,
    long Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<UnplayableView>? Unplayable = null);

/// <param name="Quality">0 unknown, 1 bad to 4 good.</param>
internal sealed record PeerView(string ParticipantId, SourcesArgument Sources, int Quality);

/// <param name="Layers">Whether somebody watches each layer of the page's own picture, in the order of its offer.</param>
internal sealed record WatchedView(MediaSource Source, IReadOnlyList<bool> Layers);

/// <param name="Level">0 (silence) to 127.</param>
internal sealed record LevelView(string ParticipantId, int Level);
