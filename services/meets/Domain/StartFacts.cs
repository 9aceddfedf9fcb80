using System.Collections.Immutable;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;

namespace Meet.Meets.Domain;

/// <summary>What is known outside of the Meet when somebody wants to start one in a customer chat.</summary>
/// <param name="InputOpen">The customer may write.</param>
/// <param name="CustomerMayStart">The workspace's setting (PRODUCT.md, voice and video rule 3).</param>
/// <param name="CallerHasSeat">False for customers.</param>
/// <param name="MeetInProgress">The Meet that this chat has already.</param>
/// <param name="CalledBack">The Meet that is called back, when one was named and exists.</param>
internal sealed record StartFacts(
    Guid ChatId,
    bool Open,
    bool InputOpen,
    bool FromExternalMessenger,
    bool CustomerMayStart,
    bool PlanPaid,
    bool CallerHasSeat,
    PersonRef Customer,
    PresenceState CustomerPresence,
    PersonRef? Assignee,
    PresenceState AssigneePresence,
    Guid? MeetInProgress,
    bool CallerInAnotherMeet,
    bool AssigneeInAnotherMeet,
    MeetLife? CalledBack)
{
    /// <summary>Beyond the source: on some device of the assignee a ring can sound and a microphone speak.</summary>
    public bool AssigneeReady { get; init; } = true;

    /// <summary>The reply notification is on, and there is a number or an address.</summary>
    public bool CustomerReachableByLink { get; init; }
}

/// <summary>What is known when staff want to talk among themselves.</summary>
/// <param name="ChatId">The chat whose internal conversation it is, or the room.</param>
/// <param name="Colleagues">Everybody who would be rung, the caller not among them.</param>
/// <param name="MeetInProgress">The Meet that this place has already.</param>
internal sealed record StaffFacts(
    Guid ChatId,
    MeetPlace Place,
    bool PlanPaid,
    bool CallerHasSeat,
    ImmutableArray<Callee> Colleagues,
    Guid? MeetInProgress,
    bool CallerInAnotherMeet);
