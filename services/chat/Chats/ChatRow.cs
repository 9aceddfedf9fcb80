using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;

namespace Meet.Chat.Chats;

/// <summary>A chat as <see cref="ChatQueries"/> read it, for both of its readers.</summary>
internal sealed class ChatRow
{
    public Guid Id { get; init; }
    public long Version { get; init; }
    public long CustomerVersion { get; init; }
    public string TenantId { get; init; } = "";
    public Guid CustomerId { get; init; }
    public string CustomerName { get; init; } = "";
    public PresenceState CustomerPresence { get; init; }
    public Guid? AssigneeId { get; init; }
    public string? AssigneeName { get; init; }
    public PresenceState AssigneePresence { get; init; }
    public bool AssigneeReady { get; init; }

    /// <summary>Reply notification is on, and there is a number or an address for it.</summary>
    public bool ReachableByLink { get; init; }

    public ChatSource Source { get; init; }
    public ChatState State { get; init; }
    public bool InputOpen { get; init; }
    public bool MayStartSetting { get; init; }
    public int StaffUnread { get; init; }
    public int CustomerUnread { get; init; }
    public Guid? MissedMeetId { get; init; }
    public Guid? LiveMeetId { get; init; }
    public Guid? CustomerLiveMeetId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset CustomerUpdatedAt { get; init; }
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>In staff's counting.</summary>
    public long ReadByCustomer { get; init; }

    /// <summary>In the customer's counting.</summary>
    public long ReadByStaff { get; init; }

    public EntryKind? LastKind { get; init; }
    public string? LastText { get; init; }
    public PersonKind? LastAuthorKind { get; init; }
    public Guid? LastAuthorId { get; init; }
    public string? LastAuthorName { get; init; }
    public DateTimeOffset? LastAt { get; init; }
    public MeetState? LastMeetState { get; init; }
    public bool? LastMissed { get; init; }

    public EntryKind? CustomerLastKind { get; init; }
    public string? CustomerLastText { get; init; }
    public PersonKind? CustomerLastAuthorKind { get; init; }
    public Guid? CustomerLastAuthorId { get; init; }
    public string? CustomerLastAuthorName { get; init; }
    public DateTimeOffset? CustomerLastAt { get; init; }
    public MeetState? CustomerLastMeetState { get; init; }

    /// <summary>PRODUCT.md, voice and video rule 3.</summary>
    public bool CustomerMayStartMeet =>
        MayStartSetting && AssigneeId is not null && State == ChatState.Open && InputOpen && Source == ChatSource.Web;

    public ChatView ForStaff() => View(
        Version, StaffUnread, MissedMeetId, LiveMeetId, UpdatedAt,
        LastKind is { } kind
            ? new EntryPreview(
                kind, LastText, Person(LastAuthorKind, LastAuthorId, LastAuthorName), LastAt!.Value, LastMeetState, LastMissed ?? false)
            : null) with
    { SnoozedUntil = SnoozedUntil, ReadByOther = ReadByCustomer };

    /// <summary>Without what is staff's own: internal entries, what was missed, who closed or assigned the chat.</summary>
    public ChatView ForCustomer() => View(
        CustomerVersion, CustomerUnread, null, CustomerLiveMeetId, CustomerUpdatedAt,
        CustomerLastKind is { } kind
            ? new EntryPreview(
                kind,
                CustomerLastText,
                Person(CustomerLastAuthorKind, CustomerLastAuthorId, CustomerLastAuthorName),
                CustomerLastAt!.Value,
                CustomerLastMeetState,
                Missed: false)
            : null) with
    { ReadByOther = ReadByStaff };

    public ChatView For(PersonKind reader) => reader == PersonKind.Staff ? ForStaff() : ForCustomer();

    private ChatView View(long version, int unread, Guid? missed, Guid? live, DateTimeOffset updatedAt, EntryPreview? last) => new(
        Id,
        version,
        TenantId,
        new PersonRef(PersonKind.Customer, CustomerId, CustomerName),
        CustomerPresence,
        Person(PersonKind.Staff, AssigneeId, AssigneeName),
        AssigneePresence,
        Source,
        State,
        InputOpen,
        CustomerMayStartMeet,
        last,
        unread,
        missed,
        live,
        CreatedAt,
        updatedAt);

    private static PersonRef? Person(PersonKind? kind, Guid? id, string? name) =>
        kind is { } k && id is { } i ? new PersonRef(k, i, name ?? "") : null;
}
