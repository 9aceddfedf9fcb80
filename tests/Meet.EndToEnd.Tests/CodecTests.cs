using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Network;
using Meet.Testing.Browser.Pages;

namespace Meet.EndToEnd.Tests;

/// <summary>Meets of two browsers on a node that prefers another codec than VP8, in which all the other tests are.</summary>
public sealed class CodecTests(MeetSystem system, Chromium chromium)
{
    [Fact]
    public async Task Browsers_see_each_other_in_each_codec_that_a_node_may_prefer()
    {
        await using var node = new PreferringNodes(system);
        foreach (var codec in new[] { "H264", "VP9", "AV1" })
        {
            await node.PreferAsync(codec);
            await using var network = new BadNetwork(system.MediaPorts);
            await using var scene = await new Scene(system, chromium).OpenAsync(customersNetwork: network);
            await scene.Customer.StartMeetAsync("video");
            await scene.Agent.Call.AcceptAsync();
            await scene.Customer.Call.ShowsPicturesAsync(2);
            await scene.Agent.Call.ShowsPicturesAsync(2);

            (await MediaCodecs.OfAsync(scene.Customer.Page)).ShouldBe([$"receives {codec}", $"sends {codec}"]);
            await scene.Agent.Call.LeaveAsync();
        }
    }
}
