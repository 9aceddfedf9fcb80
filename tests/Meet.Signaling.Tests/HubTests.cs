using System.Diagnostics;
using System.Net.WebSockets;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Contracts.Presence;
using Meet.Signaling.Tests.Host;

namespace Meet.Signaling.Tests;

/// <summary>Connecting, being told, being reported, being limited.</summary>
public sealed class HubTests : IAsyncLifetime
{
    private SignalingHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await SignalingHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Nobody_gets_in_without_the_gateways_token() =>
        (await Should.ThrowAsync<WebSocketException>(HubPage.ConnectAsync(_host.HubAddress, token: null))).Message.ShouldContain("401");

    [Fact]
    public async Task The_first_push_is_ready_with_the_Meets_of_whoever_connects()
    {
        var meet = Some.Meet(Guid.CreateVersion7());
        _host.Backends.Active.Enqueue(meet);
        await using var page = await _host.ConnectAsync(Some.Agent);

        var ready = await page.NextAsync("ready");

        ready["me"]!["id"]!.GetValue<Guid>().ShouldBe(Some.Agent.Id);
        ready["me"]!["kind"]!.GetValue<string>().ShouldBe("staff");
        ready["connectionId"]!.GetValue<string>().ShouldNotBeEmpty();
        ready["meets"]!.AsArray().Single()!["meetId"]!.GetValue<Guid>().ShouldBe(meet.MeetId);
        (await _host.Backends.Asked.Reader.ReadAsync(Token)).PersonId.ShouldBe(Some.Agent.Id.ToString());
    }

    [Fact]
    public async Task A_change_between_reading_and_subscribing_is_not_lost()
    {
        await using var witness = await _host.ConnectAsync(Some.Agent);
        await witness.NextAsync("ready");
        await _host.Backends.Asked.Reader.ReadAsync(Token);

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.Backends.MayAnswer = gate.Task;
        await using var page = await _host.ConnectAsync(Some.Agent);
        await _host.Backends.Asked.Reader.ReadAsync(Token);
        var meet = Some.Meet(Guid.CreateVersion7());
        _host.Backends.Active.Enqueue(meet);
        await _host.PublishAsync(Some.Changed(meet, customers: false, Some.Agent));
        await witness.NextAsync("meetChanged");
        gate.SetResult();

        (await page.NextAsync("ready"))["meets"]!.AsArray().ShouldBeEmpty();
        (await page.NextAsync("ready"))["meets"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pushes_come_in_order_and_stale_ones_do_not_come()
    {
        await using var page = await _host.ConnectAsync(Some.Agent);
        await _host.SubscribedAsync(page);
        var id = Guid.CreateVersion7();
        foreach (var version in new[] { 2, 1, 2, 3 })
            await _host.PublishAsync(Some.Changed(Some.Meet(id, version), customers: true, Some.Agent, Some.Customer));

        (await page.NextAsync("meetChanged"))["meet"]!["version"]!.GetValue<long>().ShouldBe(2);
        (await page.NextAsync("meetChanged"))["meet"]!["version"]!.GetValue<long>().ShouldBe(3);
    }

    [Fact]
    public async Task While_many_come_into_a_Meet_everybodys_page_comes_to_the_newest_view_in_the_cut_of_its_side()
    {
        await using var staff = await _host.ConnectAsync(Some.Agent);
        await using var customer = await _host.ConnectAsync(Some.Customer);
        await _host.SubscribedAsync(customer);
        await _host.SubscribedAsync(staff);
        var meet = Some.Meet(Guid.CreateVersion7()) with
        {
            State = MeetState.Live,
            MissedReason = MissedReason.Declined,
            Participants = [.. Enumerable.Range(0, 40).Select(_ => new ParticipantView(Some.Agent with { Id = Guid.CreateVersion7() }, ParticipantState.Joined, null, null))],
        };

        const int Newest = 30;
        for (var version = 1; version <= Newest; version++)
            await _host.PublishAsync(Some.Changed(meet with { Version = version }, customers: true, Some.Agent, Some.Customer) with { Cause = "participant_joined_v1" });

        foreach (var (page, reason) in new[] { (staff, "declined"), (customer, null) })
        {
            for (long last = 0; last < Newest;)
            {
                var told = (await page.NextAsync("meetChanged"))["meet"]!;
                told["version"]!.GetValue<long>().ShouldBeGreaterThan(last);
                told["missedReason"]?.GetValue<string>().ShouldBe(reason);
                (told["missedReason"] is null).ShouldBe(reason is null);
                last = told["version"]!.GetValue<long>();
            }
        }

        await _host.PublishAsync(Some.Changed(meet with { Version = Newest + 1, State = MeetState.Ended }, customers: true, Some.Agent, Some.Customer));
        (await staff.NextAsync("meetChanged"))["meet"]!["state"]!.GetValue<string>().ShouldBe("ended");
        (await customer.NextAsync("meetChanged"))["meet"]!["state"]!.GetValue<string>().ShouldBe("ended");
    }

    [Fact]
    public async Task A_page_that_reads_nothing_holds_up_nobody_and_is_cut_off()
    {
        await using var sleeping = await _host.ConnectAsync(Some.Agent);
        await using var customer = await _host.ConnectAsync(Some.Customer);
        await _host.SubscribedAsync(customer);
        await _host.SubscribedAsync(sleeping);
        sleeping.Sleep();
        var meet = Some.Meet(Guid.CreateVersion7()) with
        {
            Participants = [.. Enumerable.Range(0, 400).Select(_ => new ParticipantView(Some.Agent with { Id = Guid.CreateVersion7() }, ParticipantState.Joined, null, null))],
        };

        // More than all buffers on the way hold.
        for (var version = 1; version <= 300; version++)
            await _host.PublishAsync(Some.Changed(meet with { Version = version }, customers: false, Some.Agent));
        await _host.PublishAsync(Some.Changed(Some.Meet(Guid.CreateVersion7()), customers: true, Some.Customer));

        await customer.NextAsync("meetChanged");
        _host.ConnectionsOf(Some.Agent).ShouldBe(1, "the customer has not waited for its end");
        while (_host.ConnectionsOf(Some.Agent) > 0)
            await Task.Delay(50, Token);
    }

    [Fact]
    public async Task What_staff_were_told_first_reaches_the_customer_when_it_comes_to_concern_them()
    {
        await using var customer = await _host.ConnectAsync(Some.Customer);
        await using var staff = await _host.ConnectAsync(Some.Agent);
        await _host.SubscribedAsync(customer);
        await _host.SubscribedAsync(staff);
        var chat = Some.Chat(Guid.CreateVersion7()) with { Version = 5 };
        var entry = Some.Entry(Guid.CreateVersion7(), isInternal: false) with { ChatId = chat.ChatId, Version = 2 };

        // Rows are told as they are by now: the first page of events ended between what is internal and what the customer reads.
        await _host.PublishAsync(new ChatEntryChanged(Some.Tenant, chat.ChatId, entry.EntryId, 2, Some.Customer.Id, entry, null));
        await _host.PublishAsync(new ChatChanged(Some.Tenant, chat.ChatId, 5, Some.Customer.Id, chat, null));
        await _host.PublishAsync(new ChatEntryChanged(Some.Tenant, chat.ChatId, entry.EntryId, 2, Some.Customer.Id, entry, entry));
        await _host.PublishAsync(new ChatChanged(Some.Tenant, chat.ChatId, 5, Some.Customer.Id, chat, chat));
        await _host.PublishAsync(new SettingsChanged(Some.Tenant, 1));

        (await customer.NextAsync("entryChanged"))["entryId"]!.GetValue<Guid>().ShouldBe(entry.EntryId);
        (await customer.NextAsync("chatChanged"))["chatId"]!.GetValue<Guid>().ShouldBe(chat.ChatId);
        await staff.NextAsync("entryChanged");
        await staff.NextAsync("chatChanged");
        await staff.NextAsync("settingsChanged");
    }

    [Fact]
    public async Task Whoever_is_taken_out_of_a_room_is_told_so_after_the_members_were()
    {
        await using var staff = await _host.ConnectAsync(Some.Agent);
        await _host.SubscribedAsync(staff);
        var room = Some.Room(Guid.CreateVersion7(), 3) with { Members = [] };

        await _host.PublishAsync(new RoomChanged(Some.Tenant, room.RoomId, 3, [Guid.CreateVersion7()], room));
        await _host.PublishAsync(new RoomChanged(Some.Tenant, room.RoomId, 3, [Some.Agent.Id], room));

        (await staff.NextAsync("roomChanged"))["roomId"]!.GetValue<Guid>().ShouldBe(room.RoomId);
    }

    [Fact]
    public async Task What_is_internal_never_reaches_the_customer()
    {
        await using var customer = await _host.ConnectAsync(Some.Customer);
        await using var staff = await _host.ConnectAsync(Some.Agent);
        await _host.SubscribedAsync(customer);
        await _host.SubscribedAsync(staff);
        var secret = Some.Entry(Guid.CreateVersion7(), isInternal: true);
        var open = Some.Entry(Guid.CreateVersion7(), isInternal: false);

        await _host.PublishAsync(new ChatEntryChanged(Some.Tenant, secret.ChatId, secret.EntryId, 1, Some.Customer.Id, secret, null));
        await _host.PublishAsync(new PresenceChanged(Some.Tenant, Some.Agent, PresenceState.Idle, Some.Instant) { Ready = true });
        await _host.PublishAsync(new ChatEntryChanged(Some.Tenant, open.ChatId, open.EntryId, 1, Some.Customer.Id, open, open));

        (await staff.NextAsync("entryChanged"))["entryId"]!.GetValue<Guid>().ShouldBe(secret.EntryId);
        var presence = await staff.NextAsync("presenceChanged");
        (presence["state"]!.GetValue<string>(), presence["ready"]!.GetValue<bool>()).ShouldBe(("idle", true));
        (await staff.NextAsync("entryChanged"))["entryId"]!.GetValue<Guid>().ShouldBe(open.EntryId);
        (await customer.NextAsync("entryChanged"))["entryId"]!.GetValue<Guid>().ShouldBe(open.EntryId);
    }

    [Fact]
    public async Task A_session_that_ended_is_told_and_closed_and_others_are_not()
    {
        var session = Guid.CreateVersion7();
        await using var ended = await _host.ConnectAsync(Some.Customer, session);
        await using var other = await _host.ConnectAsync(Some.Agent);
        await ended.NextAsync("ready");
        await _host.SubscribedAsync(other);

        await _host.PublishAsync(new SessionEnded(Some.Tenant, session));
        await ended.NextAsync("sessionEnded");
        await ended.ClosedAsync();
        await _host.PublishAsync(Some.Changed(Some.Meet(Guid.CreateVersion7()), customers: false, Some.Agent));

        await other.NextAsync("meetChanged");
    }

    [Fact]
    public async Task Chat_hears_who_came_who_is_idle_and_who_left()
    {
        var page = await _host.ConnectAsync(Some.Customer);
        var id = (await page.NextAsync("ready"))["connectionId"]!.GetValue<string>();

        (await ReportedAsync(id, each => !each.Closed)).PersonId.ShouldBe(Some.Customer.Id.ToString());
        (await page.InvokeAsync("Activity", new { idle = true })).Error.ShouldBeNull();
        await ReportedAsync(id, each => each.IdleSinceUnixMs > 0);
        await page.InvokeAsync("Activity", new { idle = false });
        await ReportedAsync(id, each => each.IdleSinceUnixMs == 0);
        await page.CloseAsync();
        await ReportedAsync(id, each => each.Closed);
        await page.DisposeAsync();
    }

    [Fact]
    public async Task A_page_that_breaks_off_without_a_word_counts_as_connected_until_it_had_time_to_come_back()
    {
        var page = await _host.ConnectAsync(Some.Customer);
        var id = (await page.NextAsync("ready"))["connectionId"]!.GetValue<string>();
        await ReportedAsync(id, each => !each.Closed);

        var clock = Stopwatch.StartNew();
        await page.DisposeAsync();

        ReportRequest report;
        do
        {
            report = await _host.Backends.Reports.Reader.ReadAsync(Token);
            report.Connections.ShouldNotContain(each => each.ConnectionId == id && each.Closed);
        }
        while (!report.Full || report.Connections.Any(each => each.ConnectionId == id));
        clock.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task A_page_whose_session_is_over_is_gone_at_once_though_it_does_not_close()
    {
        var session = Guid.CreateVersion7();
        await using var page = await _host.ConnectAsync(Some.Customer, session);
        var id = (await page.NextAsync("ready"))["connectionId"]!.GetValue<string>();

        await _host.PublishAsync(new SessionEnded(Some.Tenant, session));

        await ReportedAsync(id, each => each.Closed);
    }

    [Fact]
    public async Task Chat_hears_which_page_of_the_staff_can_ring_and_talk()
    {
        await using var page = await _host.ConnectAsync(Some.Agent);
        var id = (await page.NextAsync("ready"))["connectionId"]!.GetValue<string>();

        await ReportedAsync(id, each => each is { Microphone: "", Sound: false });
        (await page.InvokeAsync("Readiness", new { microphone = "granted", sound = false })).Error.ShouldBeNull();
        await ReportedAsync(id, each => each is { Microphone: "granted", Sound: false });
        (await page.InvokeAsync("Readiness", new { microphone = "denied", sound = true })).Error.ShouldBeNull();
        await ReportedAsync(id, each => each is { Microphone: "denied", Sound: true });
    }

    [Fact]
    public async Task Readiness_is_not_a_customers_to_tell()
    {
        await using var page = await _host.ConnectAsync(Some.Customer);
        var id = (await page.NextAsync("ready"))["connectionId"]!.GetValue<string>();

        (await page.InvokeAsync("Readiness", new { microphone = "granted", sound = true })).Error.ShouldNotBeNull().ShouldStartWith("bad_request: ");
        await page.InvokeAsync("Activity", new { idle = true });
        (await ReportedAsync(id, each => each.IdleSinceUnixMs > 0)).ShouldSatisfyAllConditions(
            each => each.Microphone.ShouldBeEmpty(), each => each.Sound.ShouldBeFalse());
    }

    [Fact]
    public async Task Rooms_typing_and_settings_reach_staff_in_order_and_once()
    {
        await using var page = await _host.ConnectAsync(Some.Agent);
        await _host.SubscribedAsync(page);
        var (room, entry) = (Some.Room(Guid.CreateVersion7()), Some.Entry(Guid.CreateVersion7(), isInternal: true));
        for (var repeated = 0; repeated < 2; repeated++)
        {
            await _host.PublishAsync(new RoomChanged(Some.Tenant, room.RoomId, 1, [Some.Agent.Id], room));
            await _host.PublishAsync(new RoomEntryChanged(Some.Tenant, room.RoomId, entry.EntryId, 1, [Some.Agent.Id], entry));
            await _host.PublishAsync(new SettingsChanged(Some.Tenant, 4));
        }

        await _host.PublishAsync(new SettingsChanged(Some.Tenant, 5));
        await _host.PublishAsync(new TypingNoticed(Some.Tenant, room.RoomId, Some.Customer, true, null, false, [Some.Agent.Id]));

        (await page.NextAsync("roomChanged"))["name"]!.GetValue<string>().ShouldBe("Tea");
        (await page.NextAsync("roomEntryChanged"))["entryId"]!.GetValue<Guid>().ShouldBe(entry.EntryId);
        (await page.NextAsync("settingsChanged")).ToJsonString().ShouldBe("""{"version":4}""");
        (await page.NextAsync("settingsChanged")).ToJsonString().ShouldBe("""{"version":5}""");
        (await page.NextAsync("typing"))["chatId"]!.GetValue<Guid>().ShouldBe(room.RoomId);
    }

    [Fact]
    public async Task Everything_is_reported_again_and_again_by_the_same_replica()
    {
        await using var page = await _host.ConnectAsync(Some.Customer);
        var id = (await page.NextAsync("ready"))["connectionId"]!.GetValue<string>();
        var replicas = new HashSet<string>();
        for (var full = 0; full < 2;)
        {
            var report = await _host.Backends.Reports.Reader.ReadAsync(Token);
            replicas.Add(report.ReplicaId);
            if (report.Full && report.Connections.Any(each => each.ConnectionId == id))
                full++;
        }

        replicas.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Asking_too_fast_is_refused_with_a_code_and_a_malformed_argument_too()
    {
        await using var page = await _host.ConnectAsync(Some.Agent);

        (await page.InvokeAsync("Activity", new { idle = "perhaps" })).Error.ShouldNotBeNull().ShouldStartWith("bad_request: ");
        var errors = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => page.InvokeAsync("Activity", new { idle = false })));

        errors.Count(each => each.Error is null).ShouldBeGreaterThan(20);
        errors.Where(each => each.Error is not null).ShouldAllBe(each => each.Error!.StartsWith("too_fast: ", StringComparison.Ordinal));
        errors.ShouldContain(each => each.Error != null);
    }

    private async Task<Contracts.Presence.Connection> ReportedAsync(string id, Func<Contracts.Presence.Connection, bool> matches)
    {
        while (true)
        {
            var report = await _host.Backends.Reports.Reader.ReadAsync(Token);
            if (report.Connections.FirstOrDefault(each => each.ConnectionId == id && matches(each)) is { } connection)
                return connection;
        }
    }
}
