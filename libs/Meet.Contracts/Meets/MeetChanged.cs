using System.Collections.Immutable;

namespace Meet.Contracts.Meets;

/// <summary>
/// Published by meets for every event of every Meet, in order per Meet, from the event log itself; of a large Meet's news of who is there, some are
/// left out where the next one follows at once. Carries the whole view after the event and those decided together with it: a consumer needs no earlier
/// message.
/// </summary>
/// <param name="Version">The event's version in the Meet's stream.</param>
/// <param name="Cause">The event's stored name, such as <c>meet_started_v1</c>.</param>
/// <param name="View">For staff.</param>
/// <param name="CustomerView">For the chat's customer; null when the Meet is none of the customer's business (rule 6).</param>
/// <param name="Audience">Everybody whom the Meet rings, rang or holds: who is told live.</param>
public sealed record MeetChanged(
    string TenantId,
    Guid MeetId,
    long Version,
    string Cause,
    DateTimeOffset At,
    MeetView View,
    MeetView? CustomerView,
    ImmutableArray<PersonRef> Audience);
