using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.Json.Nodes;
using Meet.Media.Tests.Peers;
using Meet.Media.Whip;
using Meet.Testing.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Meet.Media.Tests.Whip;

public sealed class WhipRefusalTests : IAsyncLifetime
{
    private const string Fragment = "a=ice-ufrag:brandnew\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n";

    private readonly RtcPeer _peer = new(Guid.NewGuid());
    private WhipHost _host = null!;

    private string Sdp => _peer.Offer(receive: 0).Sdp;

    public async ValueTask InitializeAsync() => _host = await WhipHost.StartAsync(("Media:Whip:MaxSessions", "1"));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_comes_in_without_the_right_token()
    {
        var none = await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-1", Sdp, token: null), 401, "not_signed_in");
        none.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
        var wrong = await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-1", Sdp, token: "wrong-wrong-wrong-wrong"), 401, "not_signed_in");
        wrong.Headers.WwwAuthenticate.Single().Parameter!.ShouldContain("invalid_token");
        await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-1", Sdp, token: WhipHost.Viewer), 403, "forbidden");
        await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whep/studio-2", Sdp, token: WhipHost.Viewer), 403, "forbidden");
        await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/elsewhere", Sdp), 403, "forbidden");
        await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/no.name", Sdp), 404, "not_found");
    }

    [Fact]
    public async Task Offers_that_cannot_be_used_are_refused_with_the_reason()
    {
        var type = await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-1", Sdp, "text/plain"), 415, "unsupported_media_type");
        type.Headers.GetValues("Accept-Post").ShouldBe(["application/sdp"]);
        await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-1"), 415, "unsupported_media_type");
        var accept = WhipHost.Request(HttpMethod.Post, "/whip/studio-1", Sdp);
        accept.Headers.Add("Accept", "application/json");
        await RefusedAsync(accept, 406, "not_acceptable");
        await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-1", ""), 400, "malformed_description");
        await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-1", "v=0\r\nnonsense"), 400, "malformed_description");
        await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-1", Sdp.Replace("VP8", "H264", StringComparison.Ordinal)), 422, "unusable_description");
        await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whep/studio-1", Sdp), 422, "unusable_description");
        await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-1", Sdp + new string('x', 64 * 1024)), 413, "body_too_large");
    }

    [Fact]
    public async Task A_long_body_of_no_told_length_is_refused_too()
    {
        var request = WhipHost.Request(HttpMethod.Post, "/whip/studio-1", Sdp + new string('x', 70_000));
        request.Headers.TransferEncodingChunked = true;

        await RefusedAsync(request, 413, "body_too_large");
    }

    [Fact]
    public async Task Who_names_a_publisher_that_is_not_there_may_try_again_later()
    {
        var offer = _peer.Offer(receive: 1, sends: false).Sdp;
        var response = await RefusedAsync(WhipHost.Request(HttpMethod.Post, "/whep/studio-1?publishers=nobody", offer), 409, "no_publisher");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_full_node_says_when_to_try_again_and_has_room_once_somebody_left()
    {
        await using var publisher = await _host.PublishAsync("studio-1");
        var full = await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-2", Sdp));
        full.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        full.Headers.RetryAfter.ShouldNotBeNull();
        (await _host.HeldAsync()).Sessions.ShouldBe(1);

        await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Delete, publisher.Location));
        await using var next = await _host.PublishAsync("studio-2");
    }

    [Fact]
    public async Task A_session_is_reached_only_by_its_own_address_and_a_token_for_it()
    {
        await using var publisher = await _host.PublishAsync("studio-1");
        var id = publisher.Location.Split('/')[^1];
        (HttpMethod Method, string Path, string Token, int Status)[] cases =
        [
            (HttpMethod.Delete, $"/whip/studio-2/{id}", WhipHost.Studio, 404),
            (HttpMethod.Delete, $"/whep/studio-1/{id}", WhipHost.Studio, 404),
            (HttpMethod.Delete, publisher.Location, WhipHost.Viewer, 403),
            (HttpMethod.Delete, "/whip/studio-1/media-test.nobody", WhipHost.Studio, 404),
            (HttpMethod.Patch, $"/whip/studio-2/{id}", WhipHost.Studio, 404),
            (HttpMethod.Patch, publisher.Location, WhipHost.Viewer, 403),
            (HttpMethod.Get, publisher.Location, WhipHost.Studio, 405),
            (HttpMethod.Get, "/whip/studio-1", WhipHost.Studio, 405),
        ];

        foreach (var (method, path, token, status) in cases)
        {
            var request = WhipHost.Request(method, path, method == HttpMethod.Patch ? Fragment : null, IceFragment.ContentType, token);
            ((int)(await _host.Http.SendAsync(request)).StatusCode).ShouldBe(status, $"{method} {path}");
        }

        (await _host.HeldAsync()).Sessions.ShouldBe(1);
    }

    [Fact]
    public async Task Fragments_that_are_none_change_nothing()
    {
        await using var publisher = await _host.PublishAsync("studio-1");
        var json = await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Patch, publisher.Location, Fragment, "application/json"));
        json.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        var broken = await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Patch, publisher.Location, "a=ice-ufrag:x", IceFragment.ContentType));
        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var trickle = WhipHost.Request(HttpMethod.Patch, publisher.Location, Fragment.Replace("brandnew", Ufrag(), StringComparison.Ordinal), IceFragment.ContentType);
        trickle.Headers.TryAddWithoutValidation("If-Match", publisher.Tag);
        (await _host.Http.SendAsync(trickle)).StatusCode.ShouldBe(HttpStatusCode.NoContent, "the tag is still good");

        string Ufrag() => publisher.Peer.Offer().Sdp.Split("a=ice-ufrag:")[1].Split("\r\n")[0];
    }

    [Fact]
    public async Task Pages_of_other_origins_may_ask_and_are_told()
    {
        var preflight = await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Options, "/whip/studio-1", token: null));
        preflight.StatusCode.ShouldBe(HttpStatusCode.OK);
        preflight.Headers.GetValues("Accept-Post").ShouldBe(["application/sdp"]);
        preflight.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        preflight.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldContain("POST");
        preflight.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("Authorization");
        var session = await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Options, "/whep/studio-1/x", token: null));
        session.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldContain("PATCH");
        var refused = await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Post, "/whip/studio-1", Sdp, token: null));
        refused.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        refused.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("Location");
    }

    [Fact]
    public async Task This_machine_needs_no_token_where_that_is_configured_but_its_browsers_do()
    {
        await using var open = await WhipHost.StartAsync(("Media:Whip:LoopbackWithoutToken", "true"), ("Media:Whip:Tokens:0:Rooms:0", "*"));
        (await open.Http.SendAsync(WhipHost.Request(HttpMethod.Post, "/whip/any", Sdp, token: null))).StatusCode.ShouldBe(HttpStatusCode.Created);
        var page = WhipHost.Request(HttpMethod.Post, "/whip/any", Sdp, token: null);
        page.Headers.Add("Origin", "https://example.org");
        (await open.Http.SendAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "a page in a browser of this machine is a stranger");
    }

    [Fact]
    public async Task Unless_it_is_switched_on_there_is_nothing()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new MediaOptions { NodeId = "media-test" });
        await using var app = builder.Build();
        app.MapWhip();
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        foreach (var path in (string[])["/whip/studio-1", "/whep/studio-1", "/offer/publish?room=studio-1"])
            (await http.SendAsync(WhipHost.Request(HttpMethod.Post, path, Sdp))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public Task A_node_alone_that_nobody_could_enter_does_not_start() =>
        Should.ThrowAsync<ValidationException>(() => WhipHost.StartAsync(("Media:Whip:Enabled", "false")));

    private async Task<HttpResponseMessage> RefusedAsync(HttpRequestMessage request, int status, string code)
    {
        var response = await _host.Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonNode.Parse(body)!["code"]!.GetValue<string>().ShouldBe(code);
        (await _host.HeldAsync()).ShouldBe((0, 0));
        return response;
    }
}
