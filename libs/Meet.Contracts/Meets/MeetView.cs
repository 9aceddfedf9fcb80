using System.Collections.Immutable;

namespace Meet.Contracts.Meets;

/// <summary>What a Meet carries. Voice becomes Video when somebody switches a camera on (PRODUCT.md, rule 8).</summary>
public enum MeetKind { Voice, Video, Phone }

/// <summary>Where a Meet happens. Everything but <see cref="CustomerChat"/> is staff only.</summary>
public enum MeetPlace { CustomerChat, InternalConversation, TeamChat, DirectMessage }

/// <summary>Ringing until the first answer, Live until the end, Ended for good.</summary>
public enum MeetState { Ringing, Live, Ended }

/// <summary>Why a Meet ended.</summary>
public enum EndReason { Missed, EveryoneLeft, ConnectionLost, EndedByStaff }

/// <summary>
/// Why a Meet was missed (PRODUCT.md, rule 5). Never shown to the customer. AssigneeNotReady: signed in, but on no device that could
/// ring and talk (answer readiness).
/// </summary>
public enum MissedReason
{
    NotAnswered, Declined, CallerGaveUp, AssigneeOffline, AssigneeInAnotherMeet, ConnectionFailed, MicrophoneBlocked,
    AssigneeNotReady,
}

/// <summary>How a ring reaches its person: on their pages, for at most 120 s, or by a link in a message, for 10 minutes.</summary>
public enum RingChannel { Page, Link }

/// <summary>What became of a ring on one device. …Elsewhere: the person did it on another one.</summary>
public enum RingLegOutcome { Ringing, Answered, AnsweredElsewhere, Declined, DeclinedElsewhere, TimedOut, Stopped }

/// <summary>One attempt to reach one person. Stopped: the Meet no longer needs this person's answer.</summary>
public enum RingState { Ringing, Answered, Declined, TimedOut, Stopped }

/// <summary>
/// Joining: may join, media not up yet. Joined: media is up. Reconnecting: media was lost, the grace runs. Left: gone.
/// </summary>
public enum ParticipantState { Joining, Joined, Reconnecting, Left }

/// <summary>
/// A Meet as it stands after one of its events: the one projection that the chat's timeline, the console and the widget
/// read. A consumer that has seen <see cref="Version"/> ignores the same and lower ones, so delivery may repeat.
/// </summary>
/// <param name="Version">The stream's version at this state, from 1.</param>
/// <param name="CallbackOf">The missed Meet that this one answers.</param>
/// <param name="CalledBackBy">For a missed Meet: the Meet that answered it.</param>
public sealed record MeetView(
    Guid MeetId,
    long Version,
    string TenantId,
    Guid ChatId,
    MeetPlace Place,
    MeetKind Kind,
    MeetState State,
    PersonRef StartedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset? LiveAt,
    DateTimeOffset? EndedAt,
    EndReason? EndReason,
    MissedReason? MissedReason,
    ImmutableArray<RingView> Rings,
    ImmutableArray<ParticipantView> Participants,
    Guid? CallbackOf,
    Guid? CalledBackBy)
{
    /// <summary>Who ended it for all; null otherwise, and for customers.</summary>
    public PersonRef? EndedBy { get; init; }

    /// <summary>When voice became video; null when it did not, or began as video.</summary>
    public DateTimeOffset? VideoSince { get; init; }

    /// <summary>Where its media lives: whoever has a session at another node is to join again. Null in what older releases told.</summary>
    public string? MediaNode { get; init; }
}

/// <param name="ExpiresAt">120 s after the start (PRODUCT.md, rule 4).</param>
/// <param name="Reason">Only for staff, only once the ring was not answered.</param>
public sealed record RingView(
    Guid RingId,
    PersonRef Person,
    RingState State,
    DateTimeOffset StartedAt,
    DateTimeOffset ExpiresAt,
    MissedReason? Reason)
{
    public RingChannel Channel { get; init; }

    /// <summary>The devices that rang, in the order they began; none for customers.</summary>
    public ImmutableArray<RingLegView> Legs { get; init; } = [];
}

/// <summary>One device that a ring sounded on.</summary>
/// <param name="DeviceId">The browser's own, random; the same over reloads.</param>
/// <param name="Device">For people: "Chrome · Windows".</param>
/// <param name="EndedAt">Null while it rings.</param>
public sealed record RingLegView(string DeviceId, string Device, DateTimeOffset RangAt, RingLegOutcome Outcome, DateTimeOffset? EndedAt);

/// <param name="JoinedAt">When media first came up.</param>
public sealed record ParticipantView(
    PersonRef Person,
    ParticipantState State,
    DateTimeOffset? JoinedAt,
    DateTimeOffset? LeftAt)
{
    /// <summary>Null while the hand is down.</summary>
    public DateTimeOffset? HandRaisedAt { get; init; }

    /// <summary>When staff last muted this person; whoever it is may unmute again.</summary>
    public DateTimeOffset? MutedAt { get; init; }

    public PersonRef? MutedBy { get; init; }

    /// <summary>How the connection was, over all of this person's sessions so far; null before the first ended, and for customers.</summary>
    public QualityView? Quality { get; init; }
}

/// <summary>A connection's quality: means over time.</summary>
/// <param name="Score">0 (unusable) to 100 (perfect): docs/media/quality.md.</param>
/// <param name="LossPercent">0 to 100, of what was to be received.</param>
/// <param name="JitterMs">Of the interarrival times (RFC 3550, 6.4.1).</param>
/// <param name="Seconds">How long it was measured.</param>
public sealed record QualityView(int Score, double LossPercent, double JitterMs, double RoundTripMs, double Seconds);
