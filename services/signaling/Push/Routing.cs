using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Signaling.Live;

namespace Meet.Signaling.Push;

/// <summary>Who is told what of each integration event. Pure: the one place where something could reach the wrong eyes.</summary>
internal static class Routing
{
    /// <summary>What customers read for a cause: the event's name (a declined ring, a missed Meet) is staff's (rule 5).</summary>
    private const string CustomersCause = "meet_changed";

    /// <summary>To the audience, each in the view of their side; what a customer may not see has no customer's view (rule 6).</summary>
    public static IEnumerable<Push> Of(MeetChanged changed)
    {
        // One for each side: what is the same for many is written once (see Pushes).
        var staffs = new MeetPush(changed.Cause, changed.View);
        var customers = changed.CustomerView is { } view ? new MeetPush(CustomersCause, view) : null;
        return changed.Audience.SelectMany(person => person.Kind == PersonKind.Staff
            ? [new(Groups.StaffPerson(changed.TenantId, person.Id), "meetChanged", staffs)]
            : ToCustomer(changed.TenantId, person.Id, changed.View.ChatId, "meetChanged", customers));
    }

    public static IEnumerable<Push> Of(ChatChanged changed) =>
    [
        new(Groups.Staff(changed.TenantId), "chatChanged", changed.Staff),
        .. ToCustomer(changed.TenantId, changed.CustomerId, changed.ChatId, "chatChanged", changed.Customer),
    ];

    public static IEnumerable<Push> Of(ChatEntryChanged changed) =>
    [
        new(Groups.Staff(changed.TenantId), "entryChanged", changed.Staff),
        .. ToCustomer(changed.TenantId, changed.CustomerId, changed.ChatId, "entryChanged", changed.Customer),
    ];

    /// <summary>To the room's members, and whoever has just been taken out of it.</summary>
    public static IEnumerable<Push> Of(RoomChanged changed) => ToMembers(changed.TenantId, changed.Told, "roomChanged", changed.View);

    public static IEnumerable<Push> Of(RoomEntryChanged changed) =>
        ToMembers(changed.TenantId, changed.Members, "roomEntryChanged", changed.Entry);

    /// <summary>
    /// In a room to its other members, else to staff; to the customer only what staff write where the customer can read it. Never back
    /// to the customer who writes.
    /// </summary>
    public static IEnumerable<Push> Of(TypingNoticed noticed)
    {
        var typing = new TypingPush(noticed.ChatId, noticed.Person, noticed.Internal);
        if (!noticed.Members.IsDefaultOrEmpty)
            return ToMembers(noticed.TenantId, noticed.Members.Where(member => member != noticed.Person.Id), "typing", typing);
        var told = noticed is { Internal: false, ToCustomer: true, Person.Kind: PersonKind.Staff } ? noticed.Customer : null;
        return
        [
            new(Groups.Staff(noticed.TenantId), "typing", typing),
            .. told is { } customer ? ToCustomer(noticed.TenantId, customer, noticed.ChatId, "typing", typing) : [],
        ];
    }

    public static IEnumerable<Push> Of(PresenceChanged changed) =>
        [new(Groups.Staff(changed.TenantId), "presenceChanged", new PresencePush(changed.Person, changed.State, changed.At, changed.Ready))];

    public static IEnumerable<Push> Of(SettingsChanged changed) =>
        [new(Groups.Staff(changed.TenantId), "settingsChanged", new SettingsPush(changed.Version))];

    /// <summary>Nothing when there is no customer's cut.</summary>
    private static IEnumerable<Push> ToCustomer(string tenantId, Guid customerId, Guid chatId, string name, object? cut) =>
        cut is null ? [] : Groups.CustomerOf(tenantId, customerId, chatId).Select(group => new Push(group, name, cut));

    private static IEnumerable<Push> ToMembers(string tenantId, IEnumerable<Guid> members, string name, object payload) =>
        members.Select(member => new Push(Groups.StaffPerson(tenantId, member), name, payload));
}
