using System.Net;
using System.Net.Http.Json;
using Meet.Media.Tests.Peers;
using Meet.Media.Whip;
using Meet.Testing.People;

namespace Meet.Media.Tests.Whip;

public sealed class WhipHeldTests
{
    [Fact]
    public async Task A_node_that_stands_alone_tells_this_machine_what_it_holds()
    {
        await using var host = await WhipHost.StartAsync(("Media:Whip:LoopbackWithoutToken", "true"));
        (await host.Http.GetFromJsonAsync<WhipHeld>("/offer/held"))!.Held.ShouldBe(default);

        await using var player = await host.PlayAsync("studio-1");

        var held = (await host.Http.GetFromJsonAsync<WhipHeld>("/offer/held"))!;
        held.Held.ShouldBe(new Holdings(Sessions: 1, Rooms: 1, Pinned: 1, Addresses: 1, Credentials: 1, SslObjects: 1, HistoryBlocks: 0));
        // What the runtime says in the middle of a collection is nothing to go by.
        await Eventually.Becomes(() => host.Http.GetFromJsonAsync<WhipHeld>("/offer/held"), now => now!.ManagedKb > 0, "memory in use");
    }

    [Fact]
    public async Task It_tells_how_long_collections_stopped_it()
    {
        await using var host = await WhipHost.StartAsync(("Media:Whip:LoopbackWithoutToken", "true"));
        var before = await PausesAsync(host);

        GC.Collect();

        await Eventually.Becomes(() => PausesAsync(host), now => now > before, "the collection is counted");
    }

    [Fact]
    public async Task A_page_of_this_machine_is_told_nothing_and_without_that_setting_nobody_is()
    {
        await using var open = await WhipHost.StartAsync(("Media:Whip:LoopbackWithoutToken", "true"));
        using var page = new HttpRequestMessage(HttpMethod.Get, "/offer/held");
        page.Headers.Add("Origin", "http://elsewhere.example");
        (await open.Http.SendAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await using var closed = await WhipHost.StartAsync();
        (await closed.Http.GetAsync("/offer/held")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<long> PausesAsync(WhipHost host) => (await host.Http.GetFromJsonAsync<WhipHeld>("/offer/held"))!.PausesByMs.Sum();
}
