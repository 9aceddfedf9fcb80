using System.Collections.Immutable;
using Meet.Contracts;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>A Meet as far as it has come: the fold of its events, and all that a decision knows of the past.</summary>
internal sealed record MeetLife
{
    /// <summary>Before the first event.</summary>
    public static readonly MeetLife Unstarted = new()
    {
        Id = default, TenantId = "", ChatId = default, Place = default, Kind = default, MediaNode = "",
        StartedBy = new PersonRef(default, default, ""), StartedAt = default,
    };

    public required Guid Id { get; init; }
    public required string TenantId { get; init; }
    public required Guid ChatId { get; init; }
    public required MeetPlace Place { get; init; }
    public required MeetKind Kind { get; init; }
    public required string MediaNode { get; init; }
    public required PersonRef StartedBy { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public Guid? CallbackOf { get; init; }

    /// <summary>The preferred one first; null: what its media node prefers.</summary>
    public ImmutableArray<VideoCodec>? VideoCodecs { get; init; }

    /// <summary>The number of events folded; the stream's version.</summary>
    public long Version { get; init; }

    public MeetState State { get; init; } = MeetState.Ringing;
    public DateTimeOffset? LiveAt { get; init; }

    /// <summary>When voice became video; null for what began as video, too.</summary>
    public DateTimeOffset? VideoSince { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
    public EndReason? EndReason { get; init; }
    public MissedReason? MissedReason { get; init; }
    public Guid? CalledBackBy { get; init; }

    /// <summary>Who ended it for everybody.</summary>
    public PersonRef? EndedBy { get; init; }

    public ImmutableArray<Ring> Rings { get; init; } = [];
    public ImmutableArray<Participant> Participants { get; init; } = [];

    public bool Started => Version > 0;

    public bool Over => State == MeetState.Ended;

    /// <summary>Whoever takes part now, with or without media.</summary>
    public IEnumerable<Participant> Present => Participants.Where(p => p.State != ParticipantState.Left);

    public IEnumerable<Ring> Ringing => Rings.Where(r => r.State == RingState.Ringing);

    /// <summary>Two people have had media: from then on the Meet can end, but no longer be missed.</summary>
    public bool Established => Participants.Count(p => p.JoinedAt is not null) >= 2;

    public Participant? Taking(Guid personId) => Present.FirstOrDefault(p => p.Person.Id == personId);

    /// <summary>The newest attempt to reach that person.</summary>
    public Ring? RingOf(Guid personId) => Rings.LastOrDefault(r => r.Person.Id == personId);
}

/// <summary>One attempt to reach one person.</summary>
/// <param name="Reason">Why it was not answered; null while it rings and when it was.</param>
internal sealed record Ring(
    Guid Id, PersonRef Person, RingState State, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt, MissedReason? Reason)
{
    public RingChannel Channel { get; init; }

    /// <summary>When it was answered, declined, or over otherwise.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The device on which it was answered or declined, where that was told.</summary>
    public string? SettledOn { get; init; }

    public ImmutableArray<RingLeg> Legs { get; init; } = [];
}

/// <summary>One device that a ring sounded on.</summary>
internal sealed record RingLeg(string DeviceId, string Device, DateTimeOffset RangAt);

/// <summary>Somebody who takes or took part.</summary>
internal sealed record Participant(PersonRef Person)
{
    public ParticipantState State { get; init; } = ParticipantState.Joining;
    public DateTimeOffset? JoinedAt { get; init; }
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Until when media must be up (joining), or back (reconnecting).</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Came for a new grant since media was last up: a failing earlier attempt says nothing any more.</summary>
    public bool Returned { get; init; }

    /// <summary>The media session that counts; the earlier ones are in <see cref="EarlierSessions"/>.</summary>
    public string? SessionId { get; init; }

    public ImmutableArray<string> EarlierSessions { get; init; } = [];

    /// <summary>The node's time of the newest news on this participant's media.</summary>
    public DateTimeOffset? MediaAt { get; init; }

    public DateTimeOffset? HandRaisedAt { get; init; }
    public DateTimeOffset? MutedAt { get; init; }
    public PersonRef? MutedBy { get; init; }

    /// <summary>Over all sessions of which it was told: <see cref="MeasuredSessions"/>.</summary>
    public QualityView? Quality { get; init; }

    public ImmutableArray<string> MeasuredSessions { get; init; } = [];
}
