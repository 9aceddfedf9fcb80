using System.Net;
using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Meet.Chat.IntegrationTests;

public sealed class SnoozeTests(ChatHost host)
{
    [Fact]
    public async Task A_snoozed_chat_leaves_the_views_of_what_is_to_do_and_stands_in_its_own()
    {
        var (workspace, aoi, _, chat) = await StartAsync();

        var until = In(TimeSpan.FromHours(2));
        var view = await Workspace.ReadAsync<ChatView>(await SnoozeAsync(workspace, aoi, chat, until));

        view.SnoozedUntil.ShouldBe(until);
        (await HoldsAsync(workspace, aoi, "mine", chat)).ShouldBeFalse();
        (await HoldsAsync(workspace, aoi, "snoozed", chat)).ShouldBeTrue();
        (await HoldsAsync(workspace, aoi, "all", chat)).ShouldBeTrue();
        (await workspace.EntriesAsync(aoi, chat))[^1].ShouldSatisfyAllConditions(
            note => note.Note.ShouldBe(NoteKind.Snoozed), note => note.Author.ShouldBe(aoi));

        await Workspace.ReadAsync<ChatView>(await workspace.PostAsync(aoi, $"chats/{chat}/wake"));
        (await HoldsAsync(workspace, aoi, "mine", chat)).ShouldBeTrue();
        (await workspace.EntriesAsync(aoi, chat))[^1].Note.ShouldBe(NoteKind.Woken);
    }

    [Fact]
    public async Task An_unassigned_chat_can_be_snoozed_too()
    {
        var (workspace, aoi, _, chat) = await StartAsync(assigned: false);

        await SnoozeAsync(workspace, aoi, chat, In(TimeSpan.FromHours(2)));

        (await HoldsAsync(workspace, aoi, "unassigned", chat)).ShouldBeFalse();
    }

    [Fact]
    public async Task Its_time_wakes_it_once_however_many_replicas_look()
    {
        var (workspace, aoi, _, chat) = await StartAsync();
        await SnoozeAsync(workspace, aoi, chat, In(TimeSpan.FromMinutes(10)));
        host.Clock.Advance(TimeSpan.FromMinutes(9));
        await SweepAsync(host.Get<IServiceProvider>());
        (await workspace.ChatAsync(aoi, chat)).SnoozedUntil.ShouldNotBeNull();

        // Another replica, as after a restart: it knows the times from the database alone.
        await using var replica = host.Build([]);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        replica.Services.GetRequiredService<Meet.ServiceDefaults.Time.TestClock>().Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SweepAsync(i % 2 == 0 ? replica.Services : host.Get<IServiceProvider>())));

        (await workspace.ChatAsync(aoi, chat)).SnoozedUntil.ShouldBeNull();
        (await workspace.EntriesAsync(aoi, chat)).Where(entry => entry.Note == NoteKind.Woken).ShouldHaveSingleItem().Author.ShouldBeNull();
    }

    [Fact]
    public async Task The_customers_message_wakes_it_and_staffs_does_not()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        await SnoozeAsync(workspace, aoi, chat, In(TimeSpan.FromHours(2)));

        await workspace.SayAsync(aoi, chat, "確認中です");
        (await workspace.ChatAsync(aoi, chat)).SnoozedUntil.ShouldNotBeNull();
        await workspace.SayAsync(customer, chat, "その後いかがですか?");

        (await workspace.ChatAsync(aoi, chat)).SnoozedUntil.ShouldBeNull();
        (await workspace.EntriesAsync(aoi, chat)).Select(entry => entry.Note).ShouldContain(NoteKind.Woken);
    }

    [Fact]
    public async Task Closing_clears_it_and_a_closed_chat_is_not_snoozed()
    {
        var (workspace, aoi, _, chat) = await StartAsync();
        await SnoozeAsync(workspace, aoi, chat, In(TimeSpan.FromHours(2)));

        await workspace.PostAsync(aoi, $"chats/{chat}/close");
        var before = await workspace.ChatAsync(aoi, chat);
        before.SnoozedUntil.ShouldBeNull();
        using var response = await SnoozeAsync(workspace, aoi, chat, In(TimeSpan.FromHours(2)));

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.Conflict, "chat_closed");
        (await workspace.ChatAsync(aoi, chat)).ShouldBe(before);
        await workspace.PostAsync(aoi, $"chats/{chat}/reopen");
        (await HoldsAsync(workspace, aoi, "snoozed", chat)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_of_it_reaches_the_customer()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var (seen, entries) = (await workspace.ChatAsync(customer, chat), await workspace.EntriesAsync(customer, chat));
        await using var listener = await Listener.StartAsync(host);

        await SnoozeAsync(workspace, aoi, chat, In(TimeSpan.FromHours(2)));
        await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat && each.Staff.SnoozedUntil is not null);
        await workspace.PostAsync(aoi, $"chats/{chat}/wake");
        await listener.ExpectAsync<ChatEntryChanged>(each => each.ChatId == chat && each.Staff.Note == NoteKind.Woken);
        await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat && each.Staff.SnoozedUntil is null && each.Staff.Version > seen.Version);

        (await workspace.ChatAsync(customer, chat)).ShouldBe(seen);
        (await workspace.EntriesAsync(customer, chat)).Select(entry => entry.EntryId).ShouldBe(entries.Select(entry => entry.EntryId));
        listener.Heard<ChatChanged>().Where(each => each.ChatId == chat).ShouldAllBe(each => each.Customer == null);
        listener.Heard<ChatEntryChanged>().Where(each => each.ChatId == chat).ShouldAllBe(each => each.Customer == null);
    }

    [Fact]
    public async Task The_same_instant_again_changes_nothing_and_another_one_moves_it()
    {
        var (workspace, aoi, _, chat) = await StartAsync();
        var (first, later) = (In(TimeSpan.FromHours(2)), In(TimeSpan.FromHours(3)));
        await SnoozeAsync(workspace, aoi, chat, first);
        var before = await workspace.ChatAsync(aoi, chat);

        await SnoozeAsync(workspace, aoi, chat, first);
        (await workspace.ChatAsync(aoi, chat)).ShouldBe(before);
        await SnoozeAsync(workspace, aoi, chat, later);

        (await workspace.ChatAsync(aoi, chat)).SnoozedUntil.ShouldBe(later);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.9)]
    [InlineData(-60.0)]
    [InlineData((60 * 24 * 60) + 1.0)]
    public async Task An_instant_out_of_range_is_refused(double? minutes)
    {
        var (workspace, aoi, _, chat) = await StartAsync();
        var before = await workspace.ChatAsync(aoi, chat);

        using var response = await workspace.PostAsync(
            aoi, $"chats/{chat}/snooze", new { until = minutes is { } ahead ? In(TimeSpan.FromMinutes(ahead)) : (DateTimeOffset?)null });

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "bad_request");
        (await workspace.ChatAsync(aoi, chat)).ShouldBe(before);
    }

    // Whole milliseconds: PostgreSQL keeps microseconds.
    private DateTimeOffset In(TimeSpan ahead) => DateTimeOffset.FromUnixTimeMilliseconds((host.Clock.GetUtcNow() + ahead).ToUnixTimeMilliseconds());

    private static Task SweepAsync(IServiceProvider services) => new SnoozeSweep(
        services.GetRequiredService<ChatDatabase>(), services.GetRequiredService<Works>(), services.GetRequiredService<TimeProvider>(),
        NullLogger<SnoozeSweep>.Instance).SweepAsync(CancellationToken.None);

    private static Task<HttpResponseMessage> SnoozeAsync(Workspace workspace, PersonRef staff, Guid chat, DateTimeOffset until) =>
        workspace.PostAsync(staff, $"chats/{chat}/snooze", new { until });

    private static async Task<bool> HoldsAsync(Workspace workspace, PersonRef staff, string view, Guid chat) =>
        (await workspace.GetAsync<ChatPage>(staff, $"chats?view={view}")).Items.Any(each => each.ChatId == chat);

    private async Task<(Workspace Workspace, PersonRef Aoi, PersonRef Customer, Guid Chat)> StartAsync(bool assigned = true)
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = (await workspace.OpenAsync(customer)).ChatId;
        if (assigned)
            await workspace.PutAsync(aoi, $"chats/{chat}/assignee", new { staffId = aoi.Id });
        return (workspace, aoi, customer, chat);
    }
}
