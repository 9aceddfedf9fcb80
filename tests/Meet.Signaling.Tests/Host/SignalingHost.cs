using System.Text.Json.Nodes;
using MassTransit;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults;
using Meet.ServiceDefaults.Identity;
using Meet.Signaling.Live;
using Meet.Signaling.Media;
using Meet.Signaling.Presence;
using Meet.Signaling.Push;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Meet.Signaling.Tests.Host;

/// <summary>
/// The service as Program.cs builds it, on a real port, with real gRPC behind it. Without a broker's address the broker is MassTransit's
/// in-memory one.
/// </summary>
internal sealed class SignalingHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly KeyFiles _keys;
    private readonly TokenSigner _gateway;

    private SignalingHost(WebApplication app, KeyFiles keys, Backends backends)
    {
        (_app, _keys, Backends) = (app, keys, backends);
        _gateway = new TokenSigner(keys.GatewayKey, Tokens.GatewayIssuer, TimeProvider.System);
    }

    public Backends Backends { get; }

    public Uri HubAddress => new(new Uri(_app.Urls.Single().Replace("http", "ws", StringComparison.Ordinal)), "/hub");

    public static async Task<SignalingHost> StartAsync(Uri? broker = null)
    {
        var backends = await Backends.StartAsync();
        var keys = new KeyFiles();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Meet:Http"] = "http://127.0.0.1:0",
            ["Keys:Directory"] = keys.Folder,
            ["Services:Chat:Grpc"] = backends.Address.ToString(),
            ["Services:Meets:Grpc"] = backends.Address.ToString(),
            ["ConnectionStrings:RabbitMq"] = broker?.ToString(),
        });
        builder.AddServiceDefaults("signaling");
        builder.Logging.ClearProviders();
        builder.AddLive();
        builder.AddMediaRelay();
        builder.AddPresenceReports();
        if (broker is null)
            PushInMemory(builder.Services);
        else
            builder.AddPush();
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapLive();
        await app.StartAsync();
        await app.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TestContext.Current.CancellationToken);
        var host = new SignalingHost(app, keys, backends);
        await host.PublishAsync(Some.Node("media-1", backends.Address));
        return host;
    }

    public int ConnectionsOf(PersonRef person) => _app.Services.GetRequiredService<LiveConnections>().OfPerson(Some.Tenant, person.Id).Count;

    public Task PublishAsync<T>(T message)
        where T : class => _app.Services.GetRequiredService<IBus>().Publish(message, TestContext.Current.CancellationToken);

    /// <summary>Waits until a greeted page is in its groups: a push to the person has come. Nothing of this is left over.</summary>
    /// <param name="chat">For a page that a link opened: its chat.</param>
    public async Task SubscribedAsync(HubPage page, Guid? chat = null)
    {
        var chatId = chat ?? Guid.CreateVersion7();
        var isStaff = (await page.NextAsync("ready"))["me"]!["kind"]!.GetValue<string>() == "staff";
        var name = "";
        while (name != "meetChanged")
        {
            var meet = Some.Meet(Guid.CreateVersion7()) with { ChatId = chatId };
            await PublishAsync(Some.Changed(meet, customers: true, isStaff ? Some.Agent : Some.Customer));
            (name, _) = await page.NextAsync();
        }

        var last = Some.Entry(Guid.CreateVersion7(), isInternal: false) with { ChatId = chatId };
        await PublishAsync(new ChatEntryChanged(Some.Tenant, last.ChatId, last.EntryId, 1, Some.Customer.Id, last, isStaff ? null : last));
        JsonNode payload;
        do
            (name, payload) = await page.NextAsync();
        while (name != "entryChanged" || payload["entryId"]!.GetValue<Guid>() != last.EntryId);
    }

    /// <summary>A page of this person, as the gateway would let it in.</summary>
    /// <param name="chat">The session's one chat, as after a link.</param>
    public Task<HubPage> ConnectAsync(PersonRef person, Guid? session = null, Guid? chat = null) =>
        HubPage.ConnectAsync(HubAddress, TokenOf(person, session ?? Guid.CreateVersion7(), chat));

    public string GrantFor(PersonRef person, string node = "media-1", string tenant = Some.Tenant) =>
        _gateway.Sign(node, new Dictionary<string, object> { [Claims.Tenant] = tenant, [Claims.Subject] = person.Id.ToString() }).Token;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Backends.DisposeAsync();
        _gateway.Dispose();
        _keys.Dispose();
    }

    private static void PushInMemory(IServiceCollection services)
    {
        services.AddPushing();
        services.AddMassTransit(bus =>
        {
            bus.AddConsumer<PushConsumer>();
            bus.AddConsumer<MediaNodeConsumer>();
            bus.UsingInMemory((context, memory) =>
            {
                memory.ReceiveEndpoint("push", endpoint => endpoint.Listen(context));
                memory.ReceiveEndpoint("nodes", endpoint => endpoint.ConfigureConsumer<MediaNodeConsumer>(context));
            });
        });
    }

    private string TokenOf(PersonRef person, Guid session, Guid? chat)
    {
        var claims = new Dictionary<string, object>
        {
            [Claims.Tenant] = Some.Tenant,
            [Claims.Subject] = person.Id.ToString(),
            [Claims.Kind] = person.Kind == PersonKind.Staff ? "staff" : "customer",
            [Claims.Name] = person.Name,
            [Claims.Session] = session.ToString(),
        };
        if (chat is { } only)
            claims[Claims.Chat] = only.ToString();
        return _gateway.Sign(Tokens.ServicesAudience, claims).Token;
    }
}
