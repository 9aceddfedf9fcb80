using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Network;
using Meet.Testing.Browser.Pages;

namespace Meet.EndToEnd.Tests;

/// <summary>A Meet of two real browsers, one of them where UDP does not get out.</summary>
public sealed class ReachTests(MeetSystem system, Chromium chromium)
{
    private static readonly PathFaults Closed = new() { Loss = 1 };

    [Fact]
    public async Task Where_udp_is_blocked_the_call_goes_over_tcp()
    {
        await using var network = new BadNetwork(system.MediaPorts) { FromBrowser = Closed, ToBrowser = Closed };
        await using var scene = await TalkingAsync(network);

        await MediaWay.UntilAsync(scene.Customer.Page, "tcp");
        await scene.Agent.Call.LeaveAsync();
    }

    [Fact]
    public async Task A_call_whose_udp_is_cut_off_goes_on_over_tcp()
    {
        await using var network = new BadNetwork(system.MediaPorts);
        await using var scene = await TalkingAsync(network);
        await MediaWay.UntilAsync(scene.Customer.Page, "udp");

        (network.FromBrowser, network.ToBrowser) = (Closed, Closed);

        await MediaWay.UntilAsync(scene.Customer.Page, "tcp");
        await scene.Customer.Call.IsAsync("live");
        await scene.Customer.Call.HearsAsync();
        await scene.Agent.Call.HearsAsync();
        await scene.Agent.Call.LeaveAsync();
    }

    [Fact]
    public async Task Where_only_a_relay_is_reached_the_call_goes_over_the_relay()
    {
        Assert.SkipUnless(TurnServer.IsInstalled, TurnServer.Missing);
        using var turn = await TurnServer.StartAsync();
        await using var settings = new WithRelay(system);
        await settings.NameAsync(turn);
        await using var scene = await TalkingAsync(new RelayOnlyNetwork());

        await MediaWay.UntilAsync(scene.Customer.Page, "relay");
        await scene.Agent.Call.LeaveAsync();
    }

    private async Task<Scene> TalkingAsync(INetwork network)
    {
        var scene = await new Scene(system, chromium).OpenAsync(customersNetwork: network);
        await scene.Customer.StartMeetAsync("video");
        await scene.Agent.Call.AcceptAsync();
        await scene.Customer.Call.IsAsync("live");
        await scene.Customer.Call.HearsAsync();
        await scene.Agent.Call.HearsAsync();
        await scene.Customer.Call.SeesAsync();
        await scene.Agent.Call.SeesAsync();
        return scene;
    }
}
