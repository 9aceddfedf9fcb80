using System.Collections.Immutable;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;

namespace Meet.Signaling.Tests;

/// <summary>Values that tests start from.</summary>
internal static class Some
{
    public const string Tenant = "demo";
    public static readonly DateTimeOffset Instant = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    public static readonly PersonRef Agent = new(PersonKind.Staff, Guid.CreateVersion7(), "Aoi");
    public static readonly PersonRef Customer = new(PersonKind.Customer, Guid.CreateVersion7(), "Customer");

    public static MeetView Meet(Guid id, long version = 1, MeetPlace place = MeetPlace.CustomerChat) => new(
        id, version, Tenant, Guid.CreateVersion7(), place, MeetKind.Voice, MeetState.Ringing, Agent, Instant,
        null, null, null, null, [], [], null, null);

    public static MediaNodeAnnounced Node(string id, Uri address, MediaNodeState state = MediaNodeState.Open) =>
        new(id, address.ToString(), Guid.CreateVersion7(), state, 1, 0, 100, 0, 0, 0, Instant);

    public static MeetChanged Changed(MeetView view, bool customers, params ImmutableArray<PersonRef> audience) =>
        new(Tenant, view.MeetId, view.Version, "meet_started_v1", Instant, view, customers ? view with { MissedReason = null } : null, audience);

    public static ChatEntryView Entry(Guid id, bool isInternal) => new(
        id, Guid.CreateVersion7(), 1, 1, EntryKind.Message, isInternal, Agent, "hello", null, null, null, null, Instant);

    public static ChatView Chat(Guid id) => new(
        id, 1, Tenant, Customer, PresenceState.Online, Agent, PresenceState.Online, ChatSource.Web, ChatState.Open, true, true,
        null, 0, null, null, Instant, Instant);

    public static RoomView Room(Guid id, long version = 1) => new(
        id, version, Tenant, RoomKind.Team, "Tea", [Agent], null, 0, [new(Agent.Id, 0)], null, Instant, Instant);
}
