using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Network;

namespace Meet.EndToEnd.Tests;

/// <summary>A voice and a picture of one person are played in step, though one of them takes longer: the voice waits for the picture.</summary>
public sealed class LipSyncTests(MeetSystem system, Chromium chromium)
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task A_voice_waits_for_a_picture_that_is_late_on_its_way_from_the_node()
    {
        await using var network = new BadNetwork(system.MediaPorts);
        await using var scene = await new Scene(system, chromium).OpenAsync(customersNetwork: network);
        await scene.Customer.StartMeetAsync("video");
        await scene.Agent.Call.AcceptAsync();
        await scene.Customer.Call.SeesAsync();
        var frame = scene.Customer.Page.Frames.First(each => each.Url.Contains("/widget/", StringComparison.Ordinal));
        var before = await Playout.UntilAsync(frame, static now => now.IsInStep);

        network.ToBrowser = new PathFaults { PictureDelay = Late };
        // The rest of it the voice had waited already, or is too little to be noticed.
        await Playout.UntilAsync(frame, now => now.IsInStep && now.VoiceWaits > before.VoiceWaits + (Late / 2));
        await scene.Agent.Call.LeaveAsync();
    }
}
