using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Pages;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>Two media nodes, and a Meet of two real browsers whose node goes away.</summary>
public sealed class FailoverTests(MeetSystem system, Chromium chromium) : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private readonly MediaNodes _nodes = new(system);
    private readonly bool _hasTwo = system.Runs("media2");

    public async ValueTask InitializeAsync()
    {
        await system.StartAsync("media2");
        await _nodes.IsAsync("media-1", "open");
        await _nodes.IsAsync("media-2", "open");
    }

    /// <summary>As it was, for the other tests.</summary>
    public async ValueTask DisposeAsync()
    {
        await system.StartAsync("media");
        await _nodes.IsAsync("media-1", "open");
        if (_hasTwo)
        {
            await system.StartAsync("media2");
            await _nodes.IsAsync("media-2", "open");
        }
        else
        {
            await system.StopAsync("media2");
        }
    }

    [Fact]
    public async Task Two_people_whose_media_node_is_killed_hear_each_other_again_within_5_seconds()
    {
        await using var scene = await TalkingAsync();
        var node = await _nodes.InUseAsync();

        var killed = system.KillNow(MediaNodes.ProcessOf(node));

        foreach (var page in new[] { scene.Agent.Page, scene.Customer.Page })
        {
            var heard = await Marks.YoungerAsync(page, "meet:first-audio", killed.ToUnixTimeMilliseconds());
            (heard - killed.ToUnixTimeMilliseconds()).ShouldBeLessThan(Promised.TotalMilliseconds);
        }

        await BothTalkAsync(scene);
        (await _nodes.InUseAsync()).ShouldNotBe(node);
        await scene.Agent.Call.LeaveAsync();
        await scene.Customer.Call.IsClosedAsync();
    }

    [Fact]
    public async Task A_node_that_is_stopped_gives_its_Meet_away_before_it_goes_and_nobody_leaves_the_Meet()
    {
        await using var scene = await TalkingAsync();
        var node = await _nodes.InUseAsync();
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        await system.StopAsync(MediaNodes.ProcessOf(node));

        await Marks.YoungerAsync(scene.Agent.Page, "meet:first-audio", before);
        await Marks.YoungerAsync(scene.Customer.Page, "meet:first-audio", before);
        await BothTalkAsync(scene);
        (await _nodes.InUseAsync()).ShouldNotBe(node);
        await Assertions.Expect(scene.Agent.MeetEntry).ToHaveAttributeAsync("data-state", "live");
        await scene.Agent.Call.LeaveAsync();
        await scene.Customer.Call.IsClosedAsync();
    }

    [Fact]
    public async Task Without_another_node_a_Meet_waits_for_its_own_to_come_back()
    {
        await system.StopAsync("media2");
        await using var scene = await TalkingAsync();

        var killed = system.KillNow("media");
        await system.StartAsync("media");

        await Marks.YoungerAsync(scene.Agent.Page, "meet:first-audio", killed.ToUnixTimeMilliseconds());
        await Marks.YoungerAsync(scene.Customer.Page, "meet:first-audio", killed.ToUnixTimeMilliseconds());
        await BothTalkAsync(scene);
        await scene.Agent.Call.LeaveAsync();
        await scene.Customer.Call.IsClosedAsync();
    }

    private async Task<Scene> TalkingAsync()
    {
        var scene = await new Scene(system, chromium).OpenAsync();
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        await BothTalkAsync(scene);
        return scene;
    }

    private static async Task BothTalkAsync(Scene scene)
    {
        await scene.Agent.Call.IsAsync("live");
        await scene.Customer.Call.IsAsync("live");
        await scene.Agent.Call.HearsAsync();
        await scene.Customer.Call.HearsAsync();
    }
}
