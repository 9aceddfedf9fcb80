using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Network;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>Firefox and Chromium in one Meet.</summary>
public sealed class FirefoxTests(MeetSystem system, Chromium chromium, Firefox firefox) : IClassFixture<Firefox>
{
    [Fact]
    public async Task A_customer_in_Firefox_and_an_agent_in_Chromium_hear_and_see_each_other()
    {
        Assert.SkipUnless(Firefox.IsInstalled, Firefox.Missing);
        Assert.SkipWhen(MachineAddress.Own is null, MachineAddress.Missing);
        await using var network = Network();
        await using var scene = await CustomersSceneAsync(network);
        var (agent, customer) = (scene.Agent.Call, scene.Customer.Call);

        await scene.Customer.StartMeetAsync("video");
        await agent.RingsAsync();
        await agent.AcceptAsync();
        await BothTalkAsync(scene);

        // Muted and heard again, hidden and seen again, without a new connection.
        await customer.ToggleMuteAsync();
        await Assertions.Expect(agent.Participants.Filter(new() { HasText = "ミュート" })).ToHaveCountAsync(1);
        await agent.HearsNothingAsync();
        await customer.ToggleMuteAsync();
        await agent.HearsAsync();
        await customer.TurnCameraOffAsync();
        await agent.ShowsPicturesAsync(1);
        await customer.TurnCameraOnAsync();
        await agent.ShowsPicturesAsync(2);
        await agent.SeesAsync();

        await customer.LeaveAsync();
        await EndedForBothAsync(scene);
    }

    [Fact]
    public async Task Who_reloads_Firefox_or_loses_its_network_is_back_in_the_same_Meet()
    {
        Assert.SkipUnless(Firefox.IsInstalled, Firefox.Missing);
        Assert.SkipWhen(MachineAddress.Own is null, MachineAddress.Missing);
        await using var network = Network();
        await using var scene = await CustomersSceneAsync(network);
        await scene.Customer.StartMeetAsync("video");
        await scene.Agent.Call.AcceptAsync();
        await BothTalkAsync(scene);

        await scene.Customer.Page.ReloadAsync();
        await BothTalkAsync(scene);

        await scene.Customer.Page.Frames.First(frame => frame.Url.Contains("/widget/", StringComparison.Ordinal))
            .EvaluateAsync("() => window.__meet.dropMedia()");
        await Assertions.Expect(scene.Agent.Call.Participants.And(scene.Agent.Page.Locator("[data-away]"))).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await BothTalkAsync(scene);

        await scene.Customer.Call.LeaveAsync();
        await EndedForBothAsync(scene);
    }

    [Fact]
    public async Task An_agent_in_Firefox_calls_a_customer_in_Chromium_and_voice_becomes_video()
    {
        Assert.SkipUnless(Firefox.IsInstalled, Firefox.Missing);
        Assert.SkipWhen(MachineAddress.Own is null, MachineAddress.Missing);
        await using var network = Network();
        var person = await firefox.NewPersonAsync();
        await network.TakeInAsync(person);
        await using var scene = await new Scene(system, chromium).OpenAsync(agent: person);
        await scene.Agent.StartMeetAsync("voice");
        await scene.Customer.Call.RingsAsync();
        await scene.Customer.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        await scene.Customer.Call.HearsAsync();
        await scene.Agent.Call.HearsAsync();

        await scene.Agent.Call.TurnCameraOnAsync();
        await scene.Customer.Call.SeesAsync();
        await scene.Customer.Call.TurnCameraOnAsync();
        await scene.Agent.Call.SeesAsync();

        await scene.Agent.Call.LeaveAsync();
        await EndedForBothAsync(scene);
    }

    [Fact]
    public async Task Who_lacks_the_codec_of_a_picture_is_told_so_and_still_hears()
    {
        Assert.SkipUnless(Firefox.IsInstalled, Firefox.Missing);
        Assert.SkipWhen(MachineAddress.Own is null, MachineAddress.Missing);
        await using var node = new PreferringNodes(system);
        await node.PreferAsync("AV1");
        await using var network = Network();
        await using var scene = await CustomersSceneAsync(network);
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        await scene.Agent.Call.TurnCameraOnAsync();

        await Assertions.Expect(scene.Customer.Call.Participants.Filter(new() { HasText = "このブラウザでは映像を表示できません" }))
            .ToHaveCountAsync(1, new() { Timeout = 15_000 });
        await scene.Customer.Call.HearsAsync();
        await scene.Agent.Call.HearsAsync();
        await scene.Customer.Call.LeaveAsync();
        await EndedForBothAsync(scene);
    }

    /// <summary>Firefox does not call from this machine's loopback address, but from the one by which it gets out.</summary>
    private BadNetwork Network() => new(system.MediaPorts, MachineAddress.Own);

    private async Task<Scene> CustomersSceneAsync(BadNetwork network) => await new Scene(system, chromium).OpenAsync(
        customer: await firefox.NewPersonAsync(), customersNetwork: network);

    private static async Task BothTalkAsync(Scene scene)
    {
        foreach (var call in new[] { scene.Agent.Call, scene.Customer.Call })
        {
            await call.IsAsync("live");
            await call.HearsAsync();
            await call.SeesAsync();
            await call.ShowsPicturesAsync(2);
        }
    }

    private static async Task EndedForBothAsync(Scene scene)
    {
        await scene.Agent.Call.IsClosedAsync();
        await scene.Customer.Call.IsClosedAsync();
        await Assertions.Expect(scene.Agent.MeetEntry).ToHaveAttributeAsync("data-state", "ended", new() { Timeout = 15_000 });
        await Assertions.Expect(scene.Customer.MeetEntry).ToHaveAttributeAsync("data-state", "ended", new() { Timeout = 15_000 });
    }
}
