using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.SystemTests;

/// <summary>A message that a process of notification is just handing over to a provider, when that process ends.</summary>
public sealed class MessageTakeoverTests(MeetSystem system) : IClassFixture<Twins>, IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpListener _provider = new();
    private Dictionary<string, string> _settings = [];

    public ValueTask InitializeAsync()
    {
        var address = $"http://127.0.0.1:{FreePort()}/";
        _provider.Prefixes.Add(address);
        _provider.Start();
        _settings = new()
        {
            ["Notification__Email__Provider"] = "webhook",
            ["Notification__Webhook__Url"] = address + "messages",
            ["Notification__Webhook__Secret"] = "a secret of these tests",
        };
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _provider.Close();
        foreach (var process in Both)
            await system.StopAsync(process);
        foreach (var process in Both)
            await system.StartAsync(process);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_handed_over_by_the_other_process_within_5_seconds_under_the_same_key(bool killed)
    {
        using var agent = await Person.StaffAsync(system, DemoAccounts.Aoi);
        await using var console = await agent.ConnectAsync();
        using var customer = await Person.CustomerAsync(system);
        var chat = await customer.OpenChatAsync();
        (await agent.PutAsync($"/api/chat/customers/{customer.Id}", new { name = "山本", email = $"{Guid.NewGuid():n}@example.com" })).ShouldBeOk();
        await agent.TakeAsync(chat);
        foreach (var process in Both)
            await system.StopAsync(process);
        await system.StartAsync("notification", _settings);

        var meet = (await agent.StartMeetAsync(chat))["meetId"]!.GetValue<Guid>();
        // Not answered, so that the try goes on.
        var first = await _provider.GetContextAsync().WaitAsync(Patience);
        await system.StartAsync(Twins.SecondOf("notification"), _settings);
        var clock = Stopwatch.StartNew();
        var stopping = Task.CompletedTask;
        if (killed)
            system.KillNow("notification");
        else
            stopping = system.StopAsync("notification");
        var second = await _provider.GetContextAsync().WaitAsync(Patience);

        clock.Elapsed.ShouldBeLessThan(Promised);
        KeyOf(second).ShouldBe(KeyOf(first));
        second.Response.StatusCode = 202;
        second.Response.Close();
        await stopping;
        await Eventually.Becomes(
            () => agent.GetAsync($"/api/chat/chats/{chat}/entries"), entries => entries.ShouldBeOk().Text.Contains("\"state\":\"sent\"", StringComparison.Ordinal),
            "the message is told to be sent");
        (await agent.PostAsync($"/api/meets/{meet}/cancel")).ShouldBeOk();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static string[] Both { get; } = ["notification", Twins.SecondOf("notification")];

    private static string KeyOf(HttpListenerContext request) => request.Request.Headers["Idempotency-Key"].ShouldNotBeNull();
}
