using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

/// <summary>PRODUCT.md, rule 6: nothing of an internal conversation is ever visible to the customer.</summary>
public sealed class InternalEntryTests(ChatHost host)
{
    [Fact]
    public async Task An_internal_message_changes_nothing_that_the_customer_can_read()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var before = await workspace.OpenAsync(customer);

        (await workspace.SayAsync(aoi, before.ChatId, "VIPです", isInternal: true)).EnsureSuccessStatusCode();

        (await workspace.ChatAsync(customer, before.ChatId)).ShouldBe(before);
        (await workspace.EntriesAsync(customer, before.ChatId)).ShouldHaveSingleItem().Text.ShouldBe("こんにちは");
        var staffView = await workspace.ChatAsync(aoi, before.ChatId);
        staffView.LastEntry!.Text.ShouldBe("VIPです");
        (await workspace.EntriesAsync(aoi, before.ChatId)).Select(entry => (entry.Position, entry.Internal)).ShouldBe([(1, false), (2, true)]);
    }

    [Fact]
    public async Task The_customers_counting_has_no_gap_where_staff_talked()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);
        await workspace.PutAsync(aoi, $"chats/{chat.ChatId}/assignee", new { staffId = aoi.Id });
        var assigned = await workspace.ChatAsync(customer, chat.ChatId);

        for (var i = 0; i < 3; i++)
            await workspace.SayAsync(aoi, chat.ChatId, "社内", isInternal: true);
        await workspace.SayAsync(aoi, chat.ChatId, "お待たせしました");

        (await workspace.EntriesAsync(customer, chat.ChatId)).Select(entry => entry.Position).ShouldBe([1, 2, 3]);
        var after = await workspace.ChatAsync(customer, chat.ChatId);
        after.Version.ShouldBe(assigned.Version + 1);
        after.Unread.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_published_of_it_has_nothing_for_the_customer()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);
        await using var listener = await Listener.StartAsync(host);

        await workspace.SayAsync(aoi, chat.ChatId, "VIPです", isInternal: true);

        var entry = await listener.ExpectAsync<ChatEntryChanged>(each => each.Staff.Text == "VIPです");
        entry.Customer.ShouldBeNull();
        var changed = await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat.ChatId && each.Staff.LastEntry?.Text == "VIPです");
        changed.Customer.ShouldBeNull();
    }

    [Fact]
    public async Task What_staff_read_of_it_is_not_told_to_the_customer()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);
        await workspace.PostAsync(aoi, $"chats/{chat.ChatId}/read", new { position = 1 });
        await workspace.SayAsync(aoi, chat.ChatId, "社内", isInternal: true);
        var (seen, mine) = (await workspace.ChatAsync(customer, chat.ChatId), await workspace.ChatAsync(aoi, chat.ChatId));
        await using var listener = await Listener.StartAsync(host);

        await workspace.PostAsync(aoi, $"chats/{chat.ChatId}/read", new { position = 2 });

        var changed = await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat.ChatId && each.Version > mine.Version);
        changed.Customer.ShouldBeNull();
        (await workspace.ChatAsync(customer, chat.ChatId)).ShouldBe(seen);
    }

    [Fact]
    public async Task A_customer_cannot_write_into_it()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        var chat = await workspace.OpenAsync(customer);

        using var response = await workspace.SayAsync(customer, chat.ChatId, "x", isInternal: true);

        await Workspace.ShouldBeProblemAsync(response, System.Net.HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task Who_wrote_a_note_and_under_which_client_id_staff_wrote_is_not_told()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, sato, customer) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("sato"), await workspace.CustomerAsync("a"));
        var chat = await workspace.OpenAsync(customer);
        await workspace.PutAsync(aoi, $"chats/{chat.ChatId}/assignee", new { staffId = sato.Id });
        await workspace.SayAsync(sato, chat.ChatId, "佐藤です");
        await workspace.PutAsync(aoi, $"chats/{chat.ChatId}/assignee", new { staffId = (Guid?)null });
        await workspace.PostAsync(aoi, $"chats/{chat.ChatId}/close");
        await workspace.PostAsync(aoi, $"chats/{chat.ChatId}/reopen");

        var seen = await workspace.EntriesAsync(customer, chat.ChatId);

        seen.Select(entry => entry.Note).ShouldBe([null, NoteKind.Assigned, null, NoteKind.Closed]);
        seen.ShouldAllBe(entry => entry.Author == null || entry.Kind == EntryKind.Message);
        seen[1].About.ShouldBe(sato);
        seen[2].ClientId.ShouldBeNull();
    }
}
