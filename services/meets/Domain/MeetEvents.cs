using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Meet.Contracts;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>
/// What can have happened to a Meet. The events are its truth: each holds every fact that a later replay needs, names and
/// deadlines included, so that no replay asks a clock, a setting or another service. Stored names: <see cref="EventNames"/>.
/// </summary>
internal abstract record MeetEvent(DateTimeOffset At);

/// <summary>The first event of every stream. The caller takes part from here on.</summary>
/// <param name="MediaNode">Where the Meet's media lives at first; empty for what was missed at once. A replay does not depend on today's nodes.</param>
/// <param name="CallbackOf">The missed Meet of the same chat that this one answers.</param>
internal sealed record MeetStarted(
    Guid MeetId, string TenantId, Guid ChatId, MeetPlace Place, MeetKind Kind, PersonRef StartedBy, string MediaNode,
    Guid? CallbackOf, DateTimeOffset At) : MeetEvent(At)
{
    /// <summary>Which its video may have, the preferred one first; null, and not written: what its media node prefers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<VideoCodec>? VideoCodecs { get; init; }
}

/// <param name="ExpiresAt">120 s after the ring began (PRODUCT.md, voice and video rule 4).</param>
internal sealed record RingStarted(Guid RingId, PersonRef Person, DateTimeOffset ExpiresAt, DateTimeOffset At) : MeetEvent(At);

/// <summary>A link went out to somebody who is not at a page: they are waited for, and whoever waits may give up.</summary>
/// <param name="ExpiresAt">10 minutes after it began (docs/adr/0007).</param>
internal sealed record LinkRingStarted(Guid RingId, PersonRef Person, DateTimeOffset ExpiresAt, DateTimeOffset At) : MeetEvent(At);

/// <summary>A ring began to sound on one of the person's devices.</summary>
/// <param name="DeviceId">The browser's own, random.</param>
/// <param name="Device">For people: "Chrome · Windows".</param>
internal sealed record RingRang(Guid RingId, string DeviceId, string Device, DateTimeOffset At) : MeetEvent(At);

/// <summary>On which device a ring was answered or declined; follows that event where the device told.</summary>
internal sealed record RingSettled(Guid RingId, string DeviceId, string Device, DateTimeOffset At) : MeetEvent(At);

/// <summary>Somebody was to be rung and could not be: nothing has sounded anywhere.</summary>
internal sealed record RingPrevented(Guid RingId, PersonRef Person, MissedReason Reason, DateTimeOffset At) : MeetEvent(At);

/// <summary>A ring was answered; with the first answer the Meet is live.</summary>
/// <param name="JoinBy">Until when the media of whoever is still joining must be up.</param>
internal sealed record MeetAccepted(Guid RingId, PersonRef Person, DateTimeOffset JoinBy, DateTimeOffset At) : MeetEvent(At);

internal sealed record RingDeclined(Guid RingId, PersonRef Person, DateTimeOffset At) : MeetEvent(At);

internal sealed record RingTimedOut(Guid RingId, PersonRef Person, DateTimeOffset At) : MeetEvent(At);

/// <summary>Who was rung could not answer, for a technical reason that their page told.</summary>
internal sealed record RingFailed(Guid RingId, PersonRef Person, MissedReason Reason, DateTimeOffset At) : MeetEvent(At);

/// <summary>A participant's media came up for the first time.</summary>
/// <param name="MediaAt">When the media node saw it, by its clock: media news older than this is stale.</param>
internal sealed record ParticipantJoined(
    PersonRef Person, string SessionId, DateTimeOffset MediaAt, DateTimeOffset At) : MeetEvent(At);

/// <summary>A participant's media was lost; they are out unless it is back in time.</summary>
/// <param name="Until">30 s after the loss was noticed.</param>
internal sealed record ParticipantReconnecting(
    PersonRef Person, DateTimeOffset Until, DateTimeOffset MediaAt, DateTimeOffset At) : MeetEvent(At);

/// <summary>A participant's media is up in another session: after a loss, a reload, or on another device.</summary>
internal sealed record ParticipantReconnected(
    PersonRef Person, string SessionId, DateTimeOffset MediaAt, DateTimeOffset At) : MeetEvent(At);

/// <summary>A participant without media asked for a new join grant, and has more time to use it.</summary>
/// <param name="Until">Null while it rings: the wait for the answer is not theirs to hurry.</param>
internal sealed record ParticipantReturned(PersonRef Person, DateTimeOffset? Until, DateTimeOffset At) : MeetEvent(At);

/// <summary>Somebody came in without being rung: a colleague, or who had left before.</summary>
/// <param name="JoinBy">Until when the media of whoever is still joining must be up.</param>
internal sealed record ParticipantEntered(PersonRef Person, DateTimeOffset JoinBy, DateTimeOffset At) : MeetEvent(At);

internal sealed record HandRaised(PersonRef Person, DateTimeOffset At) : MeetEvent(At);

internal sealed record HandLowered(PersonRef Person, DateTimeOffset At) : MeetEvent(At);

/// <summary>Staff muted somebody, who may unmute themselves again.</summary>
internal sealed record ParticipantMuted(PersonRef Person, PersonRef By, DateTimeOffset At) : MeetEvent(At);

/// <summary>How one media session went, told when it is over. May follow the Meet's end.</summary>
internal sealed record ParticipantQuality(
    PersonRef Person, string SessionId, int Score, double LossPercent, double JitterMs, double RoundTripMs, double Seconds,
    DateTimeOffset At) : MeetEvent(At);

internal sealed record ParticipantLeft(PersonRef Person, LeaveReason Reason, DateTimeOffset At) : MeetEvent(At);

/// <summary>Voice became video (PRODUCT.md, voice and video rule 8). There is no way back.</summary>
internal sealed record MeetTurnedVideo(PersonRef Person, DateTimeOffset At) : MeetEvent(At);

/// <summary>The Meet's media lives elsewhere from now on. Whoever had media has lost it, and comes back there.</summary>
/// <param name="Until">Until when they must be back: 30 s after the move.</param>
internal sealed record MediaMoved(
    string From, string To, MediaMoveReason Reason, DateTimeOffset Until, DateTimeOffset At) : MeetEvent(At);

/// <summary>Nobody spoke to anybody. Rings that still rang end for the same reason.</summary>
internal sealed record MeetMissed(MissedReason Reason, DateTimeOffset At) : MeetEvent(At);

/// <summary>Over after people had met. Whoever was left is out.</summary>
internal sealed record MeetEnded(EndReason Reason, DateTimeOffset At) : MeetEvent(At);

/// <summary>Staff ended it for everybody.</summary>
internal sealed record MeetEndedForAll(PersonRef By, DateTimeOffset At) : MeetEvent(At);

/// <summary>On a missed Meet: another one answered it. May follow the end, as <see cref="ParticipantQuality"/> may, and nothing else.</summary>
internal sealed record MeetCalledBack(Guid ByMeetId, DateTimeOffset At) : MeetEvent(At);

/// <summary>Lost: the node fell silent. Leaving: it is being stopped. Full: it takes no new Meets.</summary>
internal enum MediaMoveReason { NodeLost, NodeLeaving, NodeFull }

/// <summary>Why somebody is out: by their own will, or because they had no media.</summary>
internal enum LeaveReason { Left, ConnectionLost, ConnectionFailed, MicrophoneBlocked }
