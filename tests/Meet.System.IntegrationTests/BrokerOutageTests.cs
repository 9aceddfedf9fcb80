using System.Diagnostics;
using System.Text.Json.Nodes;
using Meet.SystemTests.Clients;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.SystemTests;

public sealed class BrokerOutageTests(MeetSystem system)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Meets_that_happen_while_RabbitMQ_is_stopped_for_20_s_are_told_afterwards_in_order()
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Aoi);
        await using var console = await agent.ConnectAsync();
        using var customer = await Person.CustomerAsync(system);
        await using var widget = await customer.ConnectAsync();
        var chat = await customer.OpenChatAsync();
        await agent.TakeAsync(chat);
        await using var events = await MeetEvents.ListenAsync(system);

        await system.StopAsync("rabbitmq");
        var meets = await CallAndDeclineAsync(customer, agent, chat, Outage);
        await system.StartAsync("rabbitmq");

        meets.Count.ShouldBeGreaterThan(1);
        foreach (var meet in meets)
        {
            var stored = (await agent.GetAsync($"/api/meets/{meet}/events")).ShouldBeOk().Json["items"]!.AsArray();
            var expected = stored.Select(item => item!["version"]!.GetValue<long>()).ToArray();
            await Eventually.Becomes(
                () => Task.FromResult(events.VersionsOf(meet)), versions => versions.Length == expected.Length, "every event arrives");
            events.VersionsOf(meet).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task The_chat_shows_every_Meet_of_an_outage_once_and_as_it_ended()
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Aoi);
        await using var console = await agent.ConnectAsync();
        using var customer = await Person.CustomerAsync(system);
        await using var widget = await customer.ConnectAsync();
        var chat = await customer.OpenChatAsync();
        await agent.TakeAsync(chat);

        await system.StopAsync("rabbitmq");
        var meets = await CallAndDeclineAsync(customer, agent, chat, TimeSpan.Zero);
        await system.StartAsync("rabbitmq");

        var shown = await Eventually.Becomes(
            () => MeetsInTimelineAsync(agent, chat),
            entries => entries.Count >= meets.Count && entries.All(meet => meet["state"]!.GetValue<string>() == "ended"),
            "the timeline tells every Meet");
        shown.Select(meet => meet["meetId"]!.GetValue<Guid>()).ShouldBe(meets);
        shown.ShouldAllBe(meet => meet["missedReason"]!.GetValue<string>() == "declined");
    }

    /// <summary>At least two Meets, and as many as fit into the time.</summary>
    private static async Task<List<Guid>> CallAndDeclineAsync(Person customer, Person agent, Guid chat, TimeSpan time)
    {
        var started = Stopwatch.StartNew();
        List<Guid> meets = [];
        while (meets.Count < 2 || started.Elapsed < time)
        {
            var meet = await customer.StartMeetAsync(chat);
            meet["state"]!.GetValue<string>().ShouldBe("ringing");
            meets.Add(meet["meetId"]!.GetValue<Guid>());
            (await agent.PostAsync($"/api/meets/{meets[^1]}/decline")).ShouldBeOk();
        }

        return meets;
    }

    private static async Task<List<JsonNode>> MeetsInTimelineAsync(Person agent, Guid chat)
    {
        var entries = (await agent.GetAsync($"/api/chat/chats/{chat}/entries?limit=100")).ShouldBeOk().Json["items"]!.AsArray();
        return [.. entries.Select(entry => entry!["meet"]).OfType<JsonNode>()];
    }
}
