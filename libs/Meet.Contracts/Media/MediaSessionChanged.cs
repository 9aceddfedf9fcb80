using Meet.Contracts.Meets;

namespace Meet.Contracts.Media;

/// <summary>
/// Connected: media flows. Lost: no consent check for 30 s. Failed: never connected within 15 s of joining.
/// Closed: left, replaced by a newer session, or ended.
/// </summary>
public enum MediaSessionState { Connected, Lost, Failed, Closed }

/// <summary>Published by a media node when a participant's session changes; meets decides what it means.</summary>
/// <param name="SessionId">Which of the participant's sessions; a later one replaces an earlier one.</param>
/// <param name="Replaced">For Closed: a newer session of the same participant took over.</param>
public sealed record MediaSessionChanged(
    string TenantId,
    Guid MeetId,
    Guid ParticipantId,
    string SessionId,
    string NodeId,
    MediaSessionState State,
    bool Replaced,
    DateTimeOffset At)
{
    /// <summary>With the end of a session whose page told how it went.</summary>
    public QualityView? Quality { get; init; }
}
