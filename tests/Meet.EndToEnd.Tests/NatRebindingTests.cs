using System.Net;
using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.Browser.Network;
using Meet.Testing.Browser.Pages;

namespace Meet.EndToEnd.Tests;

/// <summary>A NAT between a customer's browser and the node forgets its bindings in the middle of a Meet.</summary>
public sealed class NatRebindingTests(MeetSystem system, Chromium chromium, Firefox firefox, ITestOutputHelper output) : IClassFixture<Firefox>
{
    // A browser's next check finds the way: Chromium's comes within 2.5 s, Firefox's within 6 s (RFC 7675 section 5.1). The rest is for busy machines.
    private static readonly TimeSpan ChromiumBound = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan FirefoxBound = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.77")]
    public async Task Chromium_goes_on_from_its_new_address(string address)
    {
        await using var network = new BadNetwork(system.MediaPorts);
        await using var scene = await new Scene(system, chromium).OpenAsync(customersNetwork: network);
        await GoesOnAsync(scene, network, address, ChromiumBound);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.77")]
    public async Task Firefox_goes_on_from_its_new_address(string address)
    {
        Assert.SkipUnless(Firefox.IsInstalled, Firefox.Missing);
        Assert.SkipWhen(MachineAddress.Own is null, MachineAddress.Missing);
        await using var network = new BadNetwork(system.MediaPorts, MachineAddress.Own);
        await using var scene = await new Scene(system, chromium).OpenAsync(customer: await firefox.NewPersonAsync(), customersNetwork: network);
        await GoesOnAsync(scene, network, address, FirefoxBound);
    }

    private async Task GoesOnAsync(Scene scene, BadNetwork network, string address, TimeSpan bound)
    {
        await scene.Customer.StartMeetAsync("video");
        await scene.Agent.Call.AcceptAsync();
        await scene.Customer.Call.IsAsync("live");
        await scene.Customer.Call.HearsAsync();
        await scene.Agent.Call.HearsAsync();
        await scene.Customer.Call.SeesAsync();
        await scene.Agent.Call.SeesAsync();
        var before = await IceGenerations.OfAsync(scene.Customer.Page);
        await AudioGap.BeginAsync(scene.Customer.Page);
        await AudioGap.BeginAsync(scene.Agent.Page);

        network.Rebind(IPAddress.Parse(address));

        await scene.Customer.Call.HearsAsync();
        await scene.Agent.Call.HearsAsync();
        await scene.Customer.Call.SeesAsync();
        await scene.Agent.Call.SeesAsync();
        var (hearing, heard) = (await AudioGap.EndAsync(scene.Customer.Page), await AudioGap.EndAsync(scene.Agent.Page));
        output.WriteLine($"Heard nothing for {hearing.Missing:0} ms, was not heard for {heard.Missing:0} ms.");
        hearing.Missing.ShouldBeLessThan(bound.TotalMilliseconds);
        heard.Missing.ShouldBeLessThan(bound.TotalMilliseconds);
        // Neither an ICE restart nor a new join has helped.
        (await IceGenerations.OfAsync(scene.Customer.Page)).ShouldBe(before);
        await scene.Agent.Call.LeaveAsync();
    }
}
