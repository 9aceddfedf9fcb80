using System.Net.Http.Headers;
using System.Text;
using Meet.Contracts.Media.Rpc;
using Meet.ServiceDefaults;
using Meet.Testing.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Meet.Media.Tests.Peers;

/// <summary>The media process as it stands alone, put together as by its Program, with real sockets on loopback.</summary>
internal sealed class WhipHost : IAsyncDisposable
{
    public const string Studio = "studio-secret-0123456789";
    public const string Viewer = "viewer-secret-0123456789";

    private readonly WebApplication _app;

    private WhipHost(WebApplication app)
    {
        _app = app;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    public MediaNode Node => _app.Services.GetRequiredService<MediaNode>();

    public static async Task<WhipHost> StartAsync(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Meet:Http"] = "http://127.0.0.1:0",
            ["Media:NodeId"] = "media-test",
            ["Media:FirstPort"] = "0",
            ["Media:Workers"] = "1",
            ["Media:Standalone"] = "true",
            ["Media:Whip:Enabled"] = "true",
            ["Media:Whip:Tokens:0:Secret"] = Studio,
            ["Media:Whip:Tokens:0:Rooms:0"] = "studio-*",
            ["Media:Whip:Tokens:0:Publish"] = "true",
            ["Media:Whip:Tokens:0:Play"] = "true",
            ["Media:Whip:Tokens:1:Secret"] = Viewer,
            ["Media:Whip:Tokens:1:Rooms:0"] = "studio-1",
            ["Media:Whip:Tokens:1:Play"] = "true",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(each => KeyValuePair.Create(each.Name, (string?)each.Value)));
        builder.AddServiceDefaults("media", internalToken: false);
        builder.AddMedia();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapMedia();
        await app.StartAsync();
        return new WhipHost(app);
    }

    public static HttpRequestMessage Request(HttpMethod method, string path, string? body = null, string type = "application/sdp", string? token = Studio)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        return request;
    }

    /// <summary>Somebody who publishes or plays, connected.</summary>
    /// <exception cref="ShouldAssertException">The node refused.</exception>
    public async Task<WhipPeer> OpenAsync(string path, bool sends, int receive = 0, string token = Studio)
    {
        var peer = new RtcPeer(Guid.NewGuid());
        var response = await Http.SendAsync(Request(HttpMethod.Post, path, peer.Offer(receive, sends).Sdp, token: token));
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/sdp");
        peer.Take(new Negotiated { SessionId = response.Headers.Location!.ToString(), Sdp = body });
        await peer.ConnectAsync();
        return new WhipPeer(peer, response.Headers.Location!.ToString(), response.Headers.ETag!.ToString());
    }

    public Task<WhipPeer> PublishAsync(string room) => OpenAsync($"/whip/{room}", sends: true);

    public Task<WhipPeer> PlayAsync(string room, int receive = 1, string query = "") => OpenAsync($"/whep/{room}{query}", sends: false, receive);

    /// <summary>How many sessions, rooms and addresses the node knows.</summary>
    public Task<(int Sessions, int Rooms)> HeldAsync() => Node.Workers[0].AskAsync(w => (w.Rooms.SessionCount, w.Rooms.RoomCount));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>A peer and what HTTP said about its session.</summary>
internal sealed record WhipPeer(RtcPeer Peer, string Location, string Tag) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Peer.DisposeAsync();
}
