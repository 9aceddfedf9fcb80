using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Signaling.Live;
using Meet.Signaling.Push;

namespace Meet.Signaling.Tests;

public sealed class RoutingTests
{
    private static readonly string Staff = Groups.Staff(Some.Tenant);
    private static readonly string Agent = Groups.StaffPerson(Some.Tenant, Some.Agent.Id);
    private static readonly string Customer = Groups.Customer(Some.Tenant, Some.Customer.Id);

    [Fact]
    public void Each_of_a_Meets_audience_is_told_in_the_view_of_their_side()
    {
        var staffs = Some.Meet(Guid.CreateVersion7()) with { MissedReason = MissedReason.Declined };
        var changed = Some.Changed(staffs, customers: true, Some.Agent, Some.Customer);

        var pushes = Routing.Of(changed).ToList();

        pushes.Select(each => each.Group).ShouldBe([Agent, Customer, InChat(staffs.ChatId)]);
        pushes.ShouldAllBe(each => each.Event == "meetChanged");
        ((MeetPush)pushes[0].Payload).Meet.MissedReason.ShouldBe(MissedReason.Declined);
        ((MeetPush)pushes[1].Payload).Meet.MissedReason.ShouldBeNull();
        ((MeetPush)pushes[0].Payload).Cause.ShouldBe("meet_started_v1");
        ((MeetPush)pushes[1].Payload).Cause.ShouldBe("meet_changed");
        pushes[2].Payload.ShouldBe(pushes[1].Payload);
    }

    [Fact]
    public void However_many_are_told_of_a_Meet_its_view_is_written_once_for_each_side()
    {
        var others = Enumerable.Range(0, 10).Select(_ => Some.Agent with { Id = Guid.CreateVersion7() });
        var changed = Some.Changed(Some.Meet(Guid.CreateVersion7()), customers: true, [Some.Agent, Some.Customer, .. others]);

        Routing.Of(changed).Select(each => each.Payload).Distinct(ReferenceEqualityComparer.Instance).Count().ShouldBe(2);
    }

    [Fact]
    public void Nobody_outside_the_audience_is_told_of_a_Meet() =>
        Routing.Of(Some.Changed(Some.Meet(Guid.CreateVersion7()), customers: true, Some.Agent)).Select(each => each.Group).ShouldBe([Agent]);

    [Fact]
    public void A_Meet_without_a_customers_view_never_reaches_a_customer()
    {
        var view = Some.Meet(Guid.CreateVersion7(), place: MeetPlace.InternalConversation);

        Routing.Of(Some.Changed(view, customers: false, Some.Agent, Some.Customer)).Select(each => each.Group).ShouldBe([Agent]);
    }

    [Fact]
    public void An_internal_entry_reaches_staff_only()
    {
        var entry = Some.Entry(Guid.CreateVersion7(), isInternal: true);
        var changed = new ChatEntryChanged(Some.Tenant, entry.ChatId, entry.EntryId, 1, Some.Customer.Id, entry, null);

        Routing.Of(changed).Select(each => each.Group).ShouldBe([Staff]);
    }

    [Fact]
    public void An_entry_and_a_chat_reach_staff_and_the_chats_customer_in_their_own_views()
    {
        var entry = Some.Entry(Guid.CreateVersion7(), isInternal: false);
        var customersEntry = entry with { Text = "cut" };
        var chat = Some.Chat(entry.ChatId);
        var customersChat = chat with { Unread = 7 };

        var entryPushes = Routing.Of(new ChatEntryChanged(Some.Tenant, entry.ChatId, entry.EntryId, 1, Some.Customer.Id, entry, customersEntry)).ToList();
        var chatPushes = Routing.Of(new ChatChanged(Some.Tenant, chat.ChatId, 1, Some.Customer.Id, chat, customersChat)).ToList();

        entryPushes.Select(each => (each.Group, each.Payload)).ShouldBe(
            [(Staff, entry), (Customer, customersEntry), (InChat(entry.ChatId), customersEntry)]);
        chatPushes.Select(each => (each.Group, each.Payload)).ShouldBe(
            [(Staff, chat), (Customer, customersChat), (InChat(chat.ChatId), customersChat)]);
    }

    [Fact]
    public void Presence_is_for_staff_and_tells_who_can_ring_and_talk()
    {
        var push = Routing.Of(new PresenceChanged(Some.Tenant, Some.Agent, PresenceState.Idle, Some.Instant) { Ready = true }).ShouldHaveSingleItem();

        push.ShouldBe(new(Staff, "presenceChanged", new PresencePush(Some.Agent, PresenceState.Idle, Some.Instant, Ready: true)));
    }

    [Fact]
    public void Settings_are_for_staff() =>
        Routing.Of(new SettingsChanged(Some.Tenant, 7)).ShouldBe([new(Staff, "settingsChanged", new SettingsPush(7))]);

    [Fact]
    public void A_room_and_its_entries_reach_those_who_are_told_and_nobody_else()
    {
        var (room, entry, other) = (Some.Room(Guid.CreateVersion7()), Some.Entry(Guid.CreateVersion7(), isInternal: true), Guid.CreateVersion7());

        Routing.Of(new RoomChanged(Some.Tenant, room.RoomId, 1, [Some.Agent.Id, other], room)).ShouldBe(
            [new(Agent, "roomChanged", room), new(Groups.StaffPerson(Some.Tenant, other), "roomChanged", room)]);
        Routing.Of(new RoomEntryChanged(Some.Tenant, room.RoomId, entry.EntryId, 1, [Some.Agent.Id], entry)).ShouldBe([new(Agent, "roomEntryChanged", entry)]);
    }

    [Fact]
    public void Typing_in_a_chat_reaches_staff_and_the_customer_only_if_staff_type_what_the_customer_can_read()
    {
        var chat = Guid.CreateVersion7();
        var open = new TypingNoticed(Some.Tenant, chat, Some.Agent, Internal: false, Some.Customer.Id, ToCustomer: true, []);

        Routing.Of(open).Select(each => (each.Group, each.Payload)).ShouldBe(
            [(Staff, new TypingPush(chat, Some.Agent, false)), (Customer, new TypingPush(chat, Some.Agent, false)), (InChat(chat), new TypingPush(chat, Some.Agent, false))]);
        Routing.Of(open with { ToCustomer = false }).Select(each => each.Group).ShouldBe([Staff]);
        Routing.Of(open with { Internal = true }).Select(each => each.Group).ShouldBe([Staff]);
        Routing.Of(open with { Person = Some.Customer }).Select(each => each.Group).ShouldBe([Staff]);
        Routing.Of(open with { Members = default }).Select(each => each.Group).ShouldBe([Staff, Customer, InChat(chat)]);
    }

    [Fact]
    public void Typing_in_a_room_reaches_its_other_members()
    {
        var other = Guid.CreateVersion7();
        var noticed = new TypingNoticed(Some.Tenant, Guid.CreateVersion7(), Some.Agent, Internal: true, null, ToCustomer: false, [Some.Agent.Id, other]);

        Routing.Of(noticed).ShouldBe([new(Groups.StaffPerson(Some.Tenant, other), "typing", new TypingPush(noticed.ChatId, Some.Agent, true))]);
        Routing.Of(noticed with { Members = [Some.Agent.Id] }).ShouldBeEmpty();
    }

    [Fact]
    public void A_customer_is_in_no_group_of_staff_and_another_tenant_is_another_group()
    {
        var session = Guid.CreateVersion7();

        Groups.Of(new(Some.Tenant, Some.Customer.Kind, Some.Customer.Id, "", session)).ShouldBe([Customer]);
        Groups.Of(new(Some.Tenant, Some.Agent.Kind, Some.Agent.Id, "", session)).ShouldBe([Agent, Staff]);
        Groups.Of(new("other", Some.Agent.Kind, Some.Agent.Id, "", session)).ShouldNotContain(Staff);
    }

    [Fact]
    public void A_session_of_one_chat_is_told_of_that_chat_only()
    {
        var (session, chat) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        Groups.Of(new(Some.Tenant, Some.Customer.Kind, Some.Customer.Id, "", session) { ChatId = chat }).ShouldBe([InChat(chat)]);
        Groups.Of(new(Some.Tenant, Some.Agent.Kind, Some.Agent.Id, "", session) { ChatId = chat }).ShouldBeEmpty("staff have no such session");
    }

    private static string InChat(Guid chat) => Groups.CustomerInChat(Some.Tenant, Some.Customer.Id, chat);
}
