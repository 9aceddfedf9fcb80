using Meet.Signaling.Tests;
using Meet.Signaling.Tests.Host;
using Meet.Testing;

namespace Meet.Signaling.IntegrationTests;

/// <summary>Pushes through a real RabbitMQ, also when the link to it breaks.</summary>
public sealed class BrokerTests(RabbitMqFixture rabbit) : IClassFixture<RabbitMqFixture>, IAsyncLifetime
{
    private BreakableLink _link = null!;
    private SignalingHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _link = new BreakableLink(new Uri(rabbit.ConnectionString));
        _host = await SignalingHost.StartAsync(_link.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _link.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Pushes_keep_the_order_in_which_they_were_published()
    {
        await using var page = await _host.ConnectAsync(Some.Agent);
        await _host.SubscribedAsync(page);
        var meet = Guid.CreateVersion7();
        for (var version = 1; version <= 100; version++)
            await _host.PublishAsync(Some.Changed(Some.Meet(meet, version), customers: true, Some.Agent));

        for (var version = 1; version <= 100; version++)
            (await page.NextAsync("meetChanged"))["meet"]!["version"]!.GetValue<long>().ShouldBe(version);
    }

    [Fact(Timeout = 120_000)]
    public async Task When_the_link_breaks_every_page_is_told_everything_again_and_pushes_go_on()
    {
        await using var page = await _host.ConnectAsync(Some.Agent);
        await _host.SubscribedAsync(page);
        var missed = Some.Meet(Guid.CreateVersion7());
        _host.Backends.Active.Enqueue(missed);

        _link.Cut();

        string name;
        System.Text.Json.Nodes.JsonNode payload;
        do
            (name, payload) = await page.NextAsync();
        while (name != "ready" || payload["meets"]!.AsArray().Count == 0);
        payload["meets"]![0]!["meetId"]!.GetValue<Guid>().ShouldBe(missed.MeetId);
        await _host.PublishAsync(Some.Changed(Some.Meet(missed.MeetId, 2), customers: true, Some.Agent));
        (await page.NextAsync("meetChanged"))["meet"]!["version"]!.GetValue<long>().ShouldBe(2);
    }
}
