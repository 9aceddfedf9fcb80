using System.Net;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.SystemTests;

public sealed class KilledServiceTests(MeetSystem system)
{
    [Theory]
    [InlineData("chat", "/api/chat/chats?view=all")]
    [InlineData("meets", "/api/meets/00000000-0000-7000-8000-000000000000")]
    public async Task While_a_service_is_gone_its_requests_fail_clearly_and_afterwards_they_work(string service, string path)
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Sato);
        var before = await agent.GetAsync(path);

        await system.KillAsync(service);
        var meanwhile = await agent.GetAsync(path);
        await system.StartAsync(service);

        ((int)meanwhile.Status).ShouldBeInRange(502, 503, meanwhile.Text);
        meanwhile.Code.ShouldBe("unavailable");
        (await agent.GetAsync(path)).Status.ShouldBe(before.Status);
    }

    [Fact]
    public async Task Starting_what_runs_already_changes_nothing()
    {
        // Long enough that whoever had leapt twice would take everybody's token for an old one.
        await system.AdvanceClockAsync(TimeSpan.FromMinutes(2));
        await system.StartAsync("chat");
        using var agent = await Person.StaffAsync(system, DemoAccounts.Sato);

        (await agent.GetAsync("/api/chat/chats?view=all")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sessions_outlive_the_gateway()
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Sato);

        await system.KillAsync("gateway");
        await system.StartAsync("gateway");

        (await agent.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_reconnects_after_signaling_was_killed_is_told_of_the_ring_that_goes_on()
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Sato);
        await using var console = await agent.ConnectAsync();
        using var customer = await Person.CustomerAsync(system);
        var chat = await customer.OpenChatAsync();
        await agent.TakeAsync(chat);
        var meet = (await customer.StartMeetAsync(chat))["meetId"]!.GetValue<Guid>();

        await system.KillAsync("signaling");
        await system.StartAsync("signaling");
        await using var again = await agent.ConnectAsync();

        again.Ready["meets"]!.AsArray().ShouldContain(each => each!["meetId"]!.GetValue<Guid>() == meet);
        (await agent.PostAsync($"/api/meets/{meet}/decline")).ShouldBeOk();
    }

    [Fact]
    public async Task A_ring_ends_once_although_meets_was_dead_at_its_deadline()
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Sato);
        await using var console = await agent.ConnectAsync();
        using var customer = await Person.CustomerAsync(system);
        var chat = await customer.OpenChatAsync();
        await agent.TakeAsync(chat);
        var meet = (await customer.StartMeetAsync(chat))["meetId"]!.GetValue<Guid>();

        await system.KillAsync("meets");
        await system.AdvanceClockAsync(TimeSpan.FromSeconds(125));
        await system.StartAsync("meets");

        var ended = await Eventually.Becomes(
            () => agent.GetAsync($"/api/meets/{meet}"),
            answer => answer.ShouldBeOk().Json["state"]!.GetValue<string>() == "ended",
            "the ring ends");
        ended.Json["missedReason"]!.GetValue<string>().ShouldBe("notAnswered");
        var history = (await agent.GetAsync($"/api/meets/{meet}/events")).ShouldBeOk().Json["items"]!.AsArray();
        history.Count(item => item!["type"]!.GetValue<string>().Contains("missed", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_answered_with_success_is_there_after_PostgreSQL_was_killed()
    {
        using var customer = await Person.CustomerAsync(system);
        var chat = await customer.OpenChatAsync("はじめの一通");
        (await customer.PostAsync($"/api/chat/chats/{chat}/messages", new { clientId = Guid.NewGuid(), text = "二通目" })).ShouldBeOk();

        await system.KillAsync("postgres");
        var meanwhile = await customer.GetAsync($"/api/chat/chats/{chat}");
        await system.StartAsync("postgres");

        meanwhile.Code.ShouldBe("unavailable", meanwhile.Text);
        var entries = await Eventually.Becomes(
            () => customer.GetAsync($"/api/chat/chats/{chat}/entries"), answer => answer.Status == HttpStatusCode.OK, "chat is back");
        // A note stands between them when somebody was there to be assigned.
        entries.Json["items"]!.AsArray().Where(entry => entry!["kind"]!.GetValue<string>() == "message")
            .Select(entry => entry!["text"]!.GetValue<string>()).ShouldBe(["はじめの一通", "二通目"]);
    }
}
