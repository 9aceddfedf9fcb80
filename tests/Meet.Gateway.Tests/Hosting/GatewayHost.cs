using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Meet.Gateway.Limits;
using Meet.Gateway.Links;
using Meet.Gateway.Proxy;
using Meet.Gateway.Sessions;
using Meet.Gateway.Web;
using Meet.ServiceDefaults;
using Meet.ServiceDefaults.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Meet.Gateway.Tests;

/// <summary>The gateway as it runs, with chat's answers made up and a service behind it that keeps what it was sent.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string Origin = "http://localhost";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meet-gateway-");
    private WebApplication _behind = null!;
    private WebApplication _app = null!;

    public FakeIdentity Identity { get; } = new();

    public FakeLinks Links { get; } = new();

    /// <summary>What arrived behind the gateway.</summary>
    public ConcurrentQueue<Arrived> Behind { get; } = new();

    public TestClock Clock => _app.Services.GetRequiredService<TestClock>();

    public SessionResolver Sessions => _app.Services.GetRequiredService<SessionResolver>();

    /// <summary>Told to stop; it goes on with what it has begun.</summary>
    public void BeginStopping() => _app.Lifetime.StopApplication();

    public string KeyPath => Path.Combine(_folder.FullName, "gateway.key");

    public static Task<GatewayHost> StartAsync(bool behindIsDown = false, params (string Key, string Value)[] settings) =>
        StartAsync("Testing", behindIsDown, settings);

    public static async Task<GatewayHost> StartAsync(string environment, bool behindIsDown = false, params (string Key, string Value)[] settings)
    {
        var host = new GatewayHost();
        host.WriteFiles();
        await host.StartBehindAsync();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(each => each.Key, each => (string?)each.Value));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Keys:Directory"] = host._folder.FullName,
            ["Web:Root"] = host._folder.FullName,
            ["Services:Chat:Http"] = "http://chat",
            ["Services:Meets:Http"] = "http://meets",
            ["Services:Notification:Http"] = "http://notification",
            ["Services:Signaling:Http"] = "http://signaling",
        });
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults("gateway", internalToken: false);
        builder.Logging.ClearProviders();
        builder.AddSessions();
        builder.AddLimits();
        builder.AddProxy();
        builder.AddWebPages();
        builder.Services.AddSingleton<IIdentity>(host.Identity);
        builder.Services.AddSingleton<ILinks>(host.Links);
        builder.Services.AddSingleton<IForwarderHttpClientFactory>(new Forwarder(host, behindIsDown));
        host._app = builder.Build();
        host._app.UseGateway();
        await host._app.StartAsync();
        return host;
    }

    /// <summary>A client as a browser's page of this site would be: it sends its origin.</summary>
    public HttpClient Client(string? cookie = null, string? bearer = null, string? origin = Origin)
    {
        var client = _app.GetTestClient();
        if (cookie is not null)
            client.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie.Name}={cookie}");
        if (bearer is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (origin is not null)
            client.DefaultRequestHeaders.Add("Origin", origin);
        return client;
    }

    public HttpClient Staff(string? origin = Origin) => Client(cookie: FakeIdentity.StaffToken, origin: origin);

    public HttpClient Customer() => Client(bearer: FakeIdentity.CustomerToken);

    public static async Task ShouldBeProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        response.StatusCode.ShouldBe(status, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _behind.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void WriteFiles()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
        foreach (var file in (string[])["console/index.html", "console/assets/app-4f2a.js", "console/favicon.svg", "widget/index.html", "widget/loader.js", "demo/index.html", "link/index.html", "link/assets/app-9c1d.js", "outbox/index.html"])
        {
            var path = Path.Combine(_folder.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file);
        }
    }

    private async Task StartBehindAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        _behind = builder.Build();
        _behind.Run(async context =>
        {
            var headers = context.Request.Headers.ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            Behind.Enqueue(new Arrived(context.Request.Host.Value!, context.Request.Path, context.Request.QueryString.Value ?? "", headers));
            if (context.Request.Query.ContainsKey("lasting"))
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            await context.Response.WriteAsync("behind");
        });
        await _behind.StartAsync();
    }

    private sealed class Forwarder(GatewayHost host, bool isDown) : IForwarderHttpClientFactory
    {
        public HttpMessageInvoker CreateClient(ForwarderHttpClientContext context) =>
            new(isDown ? new Refusing() : host._behind.GetTestServer().CreateHandler());
    }

    private sealed class Refusing : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
    }
}

/// <summary>A request as it came out of the gateway.</summary>
internal sealed record Arrived(string Host, string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    public string Bearer => Headers["Authorization"]["Bearer ".Length..];
}
