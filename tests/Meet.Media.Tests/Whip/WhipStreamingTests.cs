using System.Net;
using Meet.Media.Tests.Peers;
using Meet.Media.Whip;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Whip;

public sealed class WhipStreamingTests : IAsyncLifetime
{
    private WhipHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WhipHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Who_plays_hears_and_sees_who_publishes_whoever_came_first()
    {
        await using var early = await _host.PlayAsync("studio-1");
        await using var publisher = await _host.PublishAsync("studio-1");
        await using var late = await _host.PlayAsync("studio-1");
        publisher.Location.ShouldStartWith("/whip/studio-1/");
        late.Location.ShouldStartWith("/whep/studio-1/");

        await CarriesAsync(early, tracks: 2);
        publisher.Peer.SendAudio(1, 960);
        publisher.Peer.SendVideo(1, 3000, keyframe: true);

        foreach (var player in (WhipPeer[])[early, late])
        {
            var packets = await player.Peer.NextRtpOfEachAsync(player.Peer.SsrcOf(0), player.Peer.SsrcOf(1));
            RtpPacket.TryParse(packets[0], out var heard).ShouldBeTrue();
            heard.Payload.ToArray().ShouldBe([1, 1, 2, 3]);
        }
    }

    [Fact]
    public async Task Who_plays_named_publishers_receives_only_them()
    {
        await using var anna = await _host.PublishAsync("studio-1");
        await using var ben = await _host.PublishAsync("studio-1");
        await using var player = await _host.PlayAsync("studio-1", receive: 2, query: $"?publishers={ben.Location.Split('/')[^1]}");

        anna.Peer.SendAudio(1, 960);
        ben.Peer.SendAudio(2, 960);

        RtpPacket.TryParse(await player.Peer.NextRtpAsync(player.Peer.SsrcOf(0)), out var heard).ShouldBeTrue();
        heard.Payload[0].ShouldBe((byte)2);
        player.Peer.PendingRtp.ShouldBe(0);
    }

    [Fact]
    public async Task Rooms_do_not_hear_each_other()
    {
        await using var one = await _host.PublishAsync("studio-1");
        await using var two = await _host.PublishAsync("studio-2");
        await using var player = await _host.PlayAsync("studio-2");

        one.Peer.SendAudio(1, 960);
        two.Peer.SendAudio(2, 960);

        RtpPacket.TryParse(await player.Peer.NextRtpAsync(player.Peer.SsrcOf(0)), out var heard).ShouldBeTrue();
        heard.Payload[0].ShouldBe((byte)2);
    }

    [Fact]
    public async Task Delete_ends_a_session_and_frees_it()
    {
        await using var publisher = await _host.PublishAsync("studio-1");
        await using var player = await _host.PlayAsync("studio-1");

        foreach (var peer in (WhipPeer[])[publisher, player])
        {
            (await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Delete, peer.Location))).StatusCode.ShouldBe(HttpStatusCode.OK);
            await peer.Peer.ClosedAsync();
            (await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Delete, peer.Location))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        await Eventually.Becomes(_host.HeldAsync, held => held == (0, 0), "nothing is left");
    }

    [Fact]
    public async Task An_ice_restart_renews_the_credentials_and_the_tag_and_media_goes_on()
    {
        await using var publisher = await _host.PublishAsync("studio-1");
        await using var player = await _host.PlayAsync("studio-1");
        const string Fragment = "a=ice-ufrag:brandnew\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n";

        var restarted = await PatchAsync(player, Fragment, "*");

        restarted.StatusCode.ShouldBe(HttpStatusCode.OK);
        restarted.Content.Headers.ContentType!.MediaType.ShouldBe(IceFragment.ContentType);
        var ours = IceFragment.Parse(await restarted.Content.ReadAsStringAsync())!;
        restarted.Headers.ETag!.ToString().ShouldBe($"\"{ours.Ufrag}\"");
        restarted.Headers.ETag.ToString().ShouldNotBe(player.Tag);

        // Over the old pair until the new one is used, and over the new one then.
        publisher.Peer.SendAudio(1, 960);
        await player.Peer.NextRtpAsync(player.Peer.SsrcOf(0));
        await player.Peer.Socket.SendToAsync(RtcPeer.Check(ours.Ufrag, ours.Password), player.Peer.Node);
        publisher.Peer.SendAudio(2, 1920);
        await player.Peer.NextRtpAsync(player.Peer.SsrcOf(0));

        (await PatchAsync(player, Fragment, player.Tag)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await PatchAsync(player, Fragment, null)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        var trickled = await PatchAsync(player, Fragment + "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n", restarted.Headers.ETag.ToString());
        trickled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        trickled.Headers.ETag.ShouldBeNull();
    }

    [Fact]
    public async Task A_room_by_query_is_the_same_room_and_can_be_closed_by_who_may_do_everything_there()
    {
        await using var publisher = await _host.OpenAsync("/offer/publish?room=studio-1", sends: true);
        var id = publisher.Location.Split('/')[^1];
        await using var player = await _host.OpenAsync($"/offer/subscribe?room=studio-1&pub={id}", sends: false, receive: 1);
        publisher.Peer.SendAudio(1, 960);
        await player.Peer.NextRtpAsync(player.Peer.SsrcOf(0));

        var refused = await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Post, "/offer/close?room=studio-1", token: WhipHost.Viewer));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _host.HeldAsync()).Sessions.ShouldBe(2);
        (await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Post, "/offer/close?room=studio-1"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _host.HeldAsync()).Sessions.ShouldBe(0);
    }

    private Task<HttpResponseMessage> PatchAsync(WhipPeer peer, string fragment, string? ifMatch)
    {
        var request = WhipHost.Request(HttpMethod.Patch, peer.Location, fragment, IceFragment.ContentType);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return _host.Http.SendAsync(request);
    }

    /// <summary>Until the lines of somebody who came before the publisher are filled.</summary>
    private async Task CarriesAsync(WhipPeer player, int tracks)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var events = (await _host.Node.WatchAsync(player.Location.Split('/')[^1]))!;
        while ((await events.ReadAsync(patience.Token)).Bindings?.Bindings_.Count != tracks)
        {
            // Something else happened.
        }
    }
}
