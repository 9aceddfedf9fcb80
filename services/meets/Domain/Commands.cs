using System.Collections.Immutable;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>
/// What somebody wants of a Meet, or what was noticed about it. Everything that is not in the Meet's own past comes with the
/// command: who asks, new ids, what chat knows.
/// </summary>
internal abstract record MeetCommand;

/// <param name="RingId">For the ring that this start will make.</param>
/// <param name="MediaNode">Where its media is to live; null when no node takes Meets.</param>
internal sealed record StartMeet(
    Guid MeetId, Guid RingId, string TenantId, MeetKind Kind, PersonRef Caller, string? MediaNode, Guid? CallbackOf,
    StartFacts Facts) : MeetCommand
{
    /// <inheritdoc cref="MeetStarted.VideoCodecs"/>
    public ImmutableArray<VideoCodec>? VideoCodecs { get; init; }
}

/// <summary>As <see cref="StartMeet"/>, where no customer takes part: an internal conversation, a team chat, a direct message.</summary>
internal sealed record StartAmongStaff(
    Guid MeetId, string TenantId, MeetKind Kind, PersonRef Caller, string? MediaNode, StaffFacts Facts) : MeetCommand
{
    /// <inheritdoc cref="MeetStarted.VideoCodecs"/>
    public ImmutableArray<VideoCodec>? VideoCodecs { get; init; }
}

/// <param name="On">The device that answers, where it told.</param>
internal sealed record AcceptMeet(PersonRef Person, bool InAnotherMeet, Device? On = null) : MeetCommand;

internal sealed record DeclineMeet(Guid PersonId, Device? On = null) : MeetCommand;

/// <summary>A device began to ring.</summary>
internal sealed record RingOnDevice(Guid PersonId, Device On) : MeetCommand;

/// <summary>Somebody who may comes in: answers their ring, comes back, or joins what goes on.</summary>
internal sealed record EnterMeet(PersonRef Person, bool InAnotherMeet) : MeetCommand;

/// <param name="Callees">Those of the asked-for colleagues who exist.</param>
internal sealed record InviteStaff(Guid ByPersonId, ImmutableArray<Callee> Callees) : MeetCommand;

internal sealed record EndForAll(Guid PersonId) : MeetCommand;

internal sealed record MuteParticipant(Guid ByPersonId, Guid PersonId) : MeetCommand;

internal sealed record ShowHand(Guid PersonId, bool Raised) : MeetCommand;

internal sealed record RecordQuality(Guid PersonId, string SessionId, QualityView Quality) : MeetCommand;

internal sealed record CancelMeet(Guid PersonId) : MeetCommand;

internal sealed record JoinMeet(Guid PersonId) : MeetCommand;

internal sealed record LeaveMeet(Guid PersonId) : MeetCommand;

internal sealed record TurnVideoOn(Guid PersonId) : MeetCommand;

internal sealed record ReportFailure(Guid PersonId, FailureReason Reason) : MeetCommand;

internal sealed record CallBack(Guid ByMeetId) : MeetCommand;

/// <param name="MediaAt">The node's time, as for the two below.</param>
internal sealed record MediaConnected(Guid PersonId, string SessionId, DateTimeOffset MediaAt) : MeetCommand
{
    /// <summary>The node that tells, where it is known.</summary>
    public string? NodeId { get; init; }
}

internal sealed record MediaLost(Guid PersonId, string SessionId, DateTimeOffset MediaAt) : MeetCommand;

internal sealed record MediaFailed(Guid PersonId, string SessionId, DateTimeOffset MediaAt) : MeetCommand;

/// <summary>A node cannot have the Meet any longer, as far as the sender knows; changes nothing when the Meet lives elsewhere.</summary>
internal sealed record MoveMedia(string From, string To, MediaMoveReason Reason) : MeetCommand;

/// <summary>The node's process is one that began then, by the node's clock: sessions from before are gone, and nobody could say so.</summary>
internal sealed record MediaNodeStarted(string NodeId, DateTimeOffset StartedAt) : MeetCommand;

/// <summary>A deadline has passed, as far as the sender knows. The decider looks at the time itself.</summary>
internal sealed record DeadlinePassed(DeadlineKind Kind, Guid Subject) : MeetCommand;

/// <param name="Id">The browser's own, random; 1 to 64 characters.</param>
/// <param name="Name">For people; 1 to 80 characters.</param>
internal sealed record Device(string Id, string Name)
{
    /// <summary>Most devices of one person that a ring remembers.</summary>
    public const int Most = 20;
}

/// <summary>Somebody on the team who may be rung.</summary>
/// <param name="RingId">For the ring that this may become.</param>
internal sealed record Callee(Guid RingId, PersonRef Person, PresenceState Presence);

/// <summary>What a person's page can tell of a failure to join.</summary>
internal enum FailureReason { MicrophoneBlocked, ConnectionFailed }
