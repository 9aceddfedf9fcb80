using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Network;

namespace Meet.EndToEnd.Tests;

/// <summary>A voice and a picture of one person are played in step, though one of them takes longer: the voice waits for the picture.</summary>
public sealed class LipSyncTests(MeetSystem system, Chromium chromium)
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_voice_waits_for_a_picture_that_is_late_on_its_way_to_the_node_or_from_it(bool toTheNode)
    {
        await using var customers = new BadNetwork(system.MediaPorts);
        await using var agents = new BadNetwork(system.MediaPorts);
        var agent = await chromium.NewPersonAsync();
        await agents.TakeInAsync(agent);
        await using var scene = await new Scene(system, chromium).OpenAsync(agent: agent, customersNetwork: customers);
        await scene.Customer.StartMeetAsync("video");
        await scene.Agent.Call.AcceptAsync();
        await scene.Agent.Call.SeesAsync();
        var page = scene.Agent.Page;
        var before = await Playout.UntilAsync(page, static now => now.IsInStep);

        if (toTheNode)
            customers.FromBrowser = new PathFaults { PictureDelay = Late };
        else
            agents.ToBrowser = new PathFaults { PictureDelay = Late };
        var waiting = await Playout.UntilAsync(page, now => now.IsInStep && now.VoiceWaits > before.VoiceWaits + (0.7 * Late));

        waiting.Apart.ShouldBeLessThan(Playout.Noticeable);
        await scene.Agent.Call.LeaveAsync();
    }
}
