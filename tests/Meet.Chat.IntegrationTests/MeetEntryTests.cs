using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;

namespace Meet.Chat.IntegrationTests;

/// <summary>Deliveries of MeetChanged may repeat and come in any order; the timeline ends up the same.</summary>
public sealed class MeetEntryTests(ChatHost host)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task One_entry_follows_its_Meet_from_ringing_to_the_end()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var meet = Guid.CreateVersion7();

        await WriteAsync(workspace, Ringing(workspace, chat, meet, aoi));
        var ringing = await workspace.ChatAsync(customer, chat);
        (ringing.LiveMeetId, ringing.LastEntry!.MeetState).ShouldBe((meet, MeetState.Ringing));
        await WriteAsync(workspace, Live(workspace, chat, meet, aoi));
        await WriteAsync(workspace, Ended(workspace, chat, meet, aoi, wasLive: true));

        var entry = (await workspace.EntriesAsync(aoi, chat)).Where(each => each.Kind == EntryKind.Meet).ShouldHaveSingleItem();
        (entry.Version, entry.Meet!.State, entry.Author, entry.At).ShouldBe((3, MeetState.Ended, aoi, Start));
        var after = await workspace.ChatAsync(aoi, chat);
        (after.LiveMeetId, after.MissedMeetId).ShouldBe((null, null));
    }

    [Fact]
    public async Task Who_comes_into_a_Meet_shows_in_its_entry_and_changes_nothing_of_the_chat()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var live = Live(workspace, chat, Guid.CreateVersion7(), aoi);
        await WriteAsync(workspace, live);
        var (before, customersBefore) = (await workspace.ChatAsync(aoi, chat), await workspace.ChatAsync(customer, chat));

        var more = live.View with { Version = 3, Participants = [new(aoi, ParticipantState.Joined, Start, null)] };
        (await WriteAsync(workspace, Changed(more))).ShouldBeTrue();

        var entry = (await workspace.EntriesAsync(aoi, chat)).Where(each => each.Kind == EntryKind.Meet).ShouldHaveSingleItem();
        (entry.Version, entry.Meet!.Participants.Length).ShouldBe((3, 1));
        (await workspace.ChatAsync(aoi, chat)).Version.ShouldBe(before.Version);
        (await workspace.ChatAsync(customer, chat)).Version.ShouldBe(customersBefore.Version);

        await WriteAsync(workspace, Ended(workspace, chat, live.MeetId, aoi, wasLive: true, version: 4));
        (await workspace.ChatAsync(aoi, chat)).Version.ShouldBeGreaterThan(before.Version);
    }

    [Theory]
    [InlineData("123")]
    [InlineData("321")]
    [InlineData("213")]
    [InlineData("3")]
    [InlineData("112233321")]
    public async Task Any_order_and_number_of_deliveries_ends_in_the_same_state(string order)
    {
        var (workspace, aoi, _, chat) = await StartAsync();
        var meet = Guid.CreateVersion7();
        MeetChanged[] history =
            [Ringing(workspace, chat, meet, aoi), Live(workspace, chat, meet, aoi), Ended(workspace, chat, meet, aoi, wasLive: true)];

        foreach (var each in order)
            await WriteAsync(workspace, history[each - '1']);

        var entry = (await workspace.EntriesAsync(aoi, chat)).Where(each => each.Kind == EntryKind.Meet).ShouldHaveSingleItem();
        (entry.Version, entry.Meet!.State).ShouldBe((3, MeetState.Ended));
        (await workspace.ChatAsync(aoi, chat)).LiveMeetId.ShouldBeNull();
    }

    [Fact]
    public async Task The_same_delivery_at_once_by_two_replicas_writes_one_entry()
    {
        var (workspace, aoi, _, chat) = await StartAsync();
        var changed = Ringing(workspace, chat, Guid.CreateVersion7(), aoi);

        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WriteAsync(workspace, changed)));

        written.Count(each => each).ShouldBe(1);
    }

    [Fact]
    public async Task A_missed_Meet_stands_in_the_inbox_until_it_is_called_back()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var meet = Guid.CreateVersion7();
        await WriteAsync(workspace, Ringing(workspace, chat, meet, customer));
        await WriteAsync(workspace, Ended(workspace, chat, meet, customer, wasLive: false));

        var missed = await workspace.ChatAsync(aoi, chat);
        (missed.MissedMeetId, missed.LastEntry!.Missed).ShouldBe((meet, true));
        (await workspace.GetAsync<ChatPage>(aoi, "chats?view=missed")).Items.ShouldHaveSingleItem().ChatId.ShouldBe(chat);
        var seen = await workspace.ChatAsync(customer, chat);
        (seen.MissedMeetId, seen.LastEntry!.Missed).ShouldBe((null, false));

        var calledBack = Ended(workspace, chat, meet, customer, wasLive: false, version: 4, calledBackBy: Guid.CreateVersion7());
        await WriteAsync(workspace, calledBack);

        (await workspace.ChatAsync(aoi, chat)).MissedMeetId.ShouldBeNull();
        (await workspace.GetAsync<ChatPage>(aoi, "chats?view=missed")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Having_spoken_since_a_missed_Meet_is_settled()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        await WriteAsync(workspace, Ended(workspace, chat, Guid.CreateVersion7(), customer, wasLive: false));

        await WriteAsync(workspace, Live(workspace, chat, Guid.CreateVersion7(), customer));

        (await workspace.ChatAsync(aoi, chat)).MissedMeetId.ShouldBeNull();
    }

    [Fact]
    public async Task The_customer_reads_their_own_view_of_the_Meet()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();

        await WriteAsync(workspace, Ended(workspace, chat, Guid.CreateVersion7(), customer, wasLive: false));

        (await workspace.EntriesAsync(aoi, chat))[^1].Meet!.EndReason.ShouldBe(EndReason.Missed);
        var seen = (await workspace.EntriesAsync(customer, chat))[^1].Meet!;
        (seen.EndReason, seen.MissedReason).ShouldBe((EndReason.EveryoneLeft, null));
    }

    [Fact]
    public async Task An_internal_Meet_does_not_exist_for_the_customer()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var before = await workspace.ChatAsync(customer, chat);
        var meet = Guid.CreateVersion7();

        await WriteAsync(workspace, Ringing(workspace, chat, meet, aoi) with { CustomerView = null });

        (await workspace.ChatAsync(customer, chat)).ShouldBe(before);
        (await workspace.EntriesAsync(customer, chat)).ShouldAllBe(entry => entry.Kind == EntryKind.Message);
        (await workspace.ChatAsync(aoi, chat)).LiveMeetId.ShouldBe(meet);
        (await workspace.EntriesAsync(aoi, chat))[^1].Internal.ShouldBeTrue();
    }

    [Fact]
    public async Task An_internal_conversations_Meet_stays_internal_whatever_its_message_says()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var (before, entries) = (await workspace.ChatAsync(customer, chat), await workspace.EntriesAsync(customer, chat));
        await using var listener = await Listener.StartAsync(host);
        var meet = Guid.CreateVersion7();
        MeetChanged[] history =
            [Ringing(workspace, chat, meet, aoi), Live(workspace, chat, meet, aoi), Ended(workspace, chat, meet, aoi, wasLive: true)];

        foreach (var each in history)
            await host.Get<MassTransit.IBus>().Publish(each with { View = each.View with { Place = MeetPlace.InternalConversation } });

        var told = await listener.ExpectAsync<ChatEntryChanged>(each => each.ChatId == chat && each.Version == 3);
        told.Staff.Internal.ShouldBeTrue();
        await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat && each.Staff.LastEntry?.MeetState == MeetState.Ended);
        (await workspace.ChatAsync(customer, chat)).ShouldBe(before);
        (await workspace.EntriesAsync(customer, chat)).Select(entry => entry.EntryId).ShouldBe(entries.Select(entry => entry.EntryId));
        listener.Heard<ChatEntryChanged>().Where(each => each.ChatId == chat).ShouldAllBe(each => each.Customer == null);
        listener.Heard<ChatChanged>().Where(each => each.ChatId == chat).ShouldAllBe(each => each.Customer == null);
        (await workspace.ChatAsync(aoi, chat)).MissedMeetId.ShouldBeNull();
    }

    [Theory]
    [InlineData(MeetPlace.TeamChat)]
    [InlineData(MeetPlace.DirectMessage)]
    public async Task A_rooms_Meet_leaves_customers_chats_alone(MeetPlace place)
    {
        var (workspace, aoi, _, chat) = await StartAsync();
        var before = await workspace.ChatAsync(aoi, chat);
        await using var listener = await Listener.StartAsync(host);
        var changed = Ringing(workspace, chat, Guid.CreateVersion7(), aoi);
        var behind = Ringing(workspace, (await workspace.OpenAsync(await workspace.CustomerAsync("b"))).ChatId, Guid.CreateVersion7(), aoi);

        await host.Get<MassTransit.IBus>().Publish(changed with { View = changed.View with { Place = place } });
        await host.Get<MassTransit.IBus>().Publish(behind);

        await listener.ExpectAsync<ChatEntryChanged>(each => each.Staff.Meet?.MeetId == behind.MeetId);
        (await workspace.ChatAsync(aoi, chat)).ShouldBe(before);
    }

    [Fact]
    public async Task A_Meet_of_no_chat_here_is_left_alone()
    {
        var (workspace, aoi, _, _) = await StartAsync();

        (await WriteAsync(workspace, Ringing(workspace, Guid.CreateVersion7(), Guid.CreateVersion7(), aoi))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_delivery_over_the_bus_arrives_in_the_timeline_and_is_told()
    {
        var (workspace, aoi, _, chat) = await StartAsync();
        await using var listener = await Listener.StartAsync(host);
        var changed = Ringing(workspace, chat, Guid.CreateVersion7(), aoi);

        await host.Get<MassTransit.IBus>().Publish(changed);

        var told = await listener.ExpectAsync<ChatEntryChanged>(each => each.Staff.Meet?.MeetId == changed.MeetId);
        (told.ChatId, told.Version, told.Customer!.Meet!.MeetId).ShouldBe((chat, 1, changed.MeetId));
        await listener.ExpectAsync<ChatChanged>(each => each.Staff.LiveMeetId == changed.MeetId);
    }

    private async Task<bool> WriteAsync(Workspace workspace, MeetChanged changed)
    {
        await using var work = await host.Get<Works>().BeginAsync(workspace.Id, CancellationToken.None);
        var written = await MeetEntries.WriteAsync(work, changed);
        if (written)
            await work.CommitAsync(CancellationToken.None);
        return written;
    }

    private async Task<(Workspace Workspace, PersonRef Aoi, PersonRef Customer, Guid Chat)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        return (workspace, aoi, customer, (await workspace.OpenAsync(customer)).ChatId);
    }

    private static MeetChanged Ringing(Workspace workspace, Guid chat, Guid meet, PersonRef by) =>
        Changed(View(workspace, chat, meet, by, 1) with { State = MeetState.Ringing });

    private static MeetChanged Live(Workspace workspace, Guid chat, Guid meet, PersonRef by) =>
        Changed(View(workspace, chat, meet, by, 2) with { State = MeetState.Live, LiveAt = Start.AddSeconds(5) });

    private static MeetChanged Ended(
        Workspace workspace, Guid chat, Guid meet, PersonRef by, bool wasLive, long version = 3, Guid? calledBackBy = null) =>
        Changed(View(workspace, chat, meet, by, version) with
        {
            State = MeetState.Ended,
            LiveAt = wasLive ? Start.AddSeconds(5) : null,
            EndedAt = Start.AddMinutes(2),
            EndReason = wasLive ? EndReason.EveryoneLeft : EndReason.Missed,
            MissedReason = wasLive ? null : MissedReason.NotAnswered,
            CalledBackBy = calledBackBy,
        });

    private static MeetView View(Workspace workspace, Guid chat, Guid meet, PersonRef by, long version) => new(
        meet, version, workspace.Id, chat, MeetPlace.CustomerChat, MeetKind.Voice, MeetState.Ringing, by, Start,
        null, null, null, null, [], [], null, null);

    private static MeetChanged Changed(MeetView view)
    {
        var missed = view.EndReason == EndReason.Missed;
        var customers = view with { EndReason = missed ? EndReason.EveryoneLeft : view.EndReason, MissedReason = null, CalledBackBy = null };
        return new(view.TenantId, view.MeetId, view.Version, "meet_changed_v1", view.StartedAt, view, customers, []);
    }
}
