using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Meet.ServiceDefaults.Tests;

public sealed class EndpointTests : IDisposable
{
    private readonly PemFiles _keys = new();

    [Fact]
    public async Task Two_that_share_a_port_both_get_connections_and_one_that_stops_gets_none()
    {
        var port = FreePort();
        await using var first = await StartAsync("first", $"http://127.0.0.1:{port}", share: true);
        await using var second = await StartAsync("second", $"http://127.0.0.1:{port}", share: true);

        (await WhoAnswersAsync(port)).ShouldBe(["first", "second"], ignoreOrder: true);
        await first.StopAsync(TestContext.Current.CancellationToken);
        (await WhoAnswersAsync(port)).ShouldBe(["second"]);
    }

    [Fact]
    public async Task Who_does_not_share_has_the_port_alone()
    {
        var port = FreePort();
        await using var first = await StartAsync("first", $"http://127.0.0.1:{port}", share: false);

        await Should.ThrowAsync<IOException>(() => StartAsync("second", $"http://127.0.0.1:{port}", share: false));
    }

    [Fact]
    public async Task Every_address_is_listened_on()
    {
        var (own, shared) = (FreePort(), FreePort());
        await using var service = await StartAsync("service", $"http://127.0.0.1:{own}; http://127.0.0.1:{shared}", share: true);

        (await WhoAnswersAsync(own)).ShouldBe(["service"]);
        (await WhoAnswersAsync(shared)).ShouldBe(["service"]);
    }

    public void Dispose() => _keys.Dispose();

    private async Task<WebApplication> StartAsync(string name, string addresses, bool share)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection(
            [new("Keys:Directory", _keys.Folder), new("Meet:Http", addresses), new("Meet:SharePorts", share.ToString())]);
        builder.AddServiceDefaults("test");
        var app = builder.Build();
        app.MapGet("/who", () => Results.Text(name));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    /// <summary>Over enough connections that the kernel gives some to each that listens.</summary>
    private static async Task<string[]> WhoAnswersAsync(int port)
    {
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
        var answers = new HashSet<string>();
        for (var connection = 0; connection < 40; connection++)
            answers.Add(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/who"), TestContext.Current.CancellationToken));
        return [.. answers];
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
