using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Meet.Notification.IntegrationTests;

/// <summary>E-mail by the operator's own webhook; SMS stay in the outbox.</summary>
public sealed class WebhookWorld : World
{
    public const string Secret = "a secret of the operator";

    private WebApplication _operator = null!;

    internal ConcurrentQueue<(string Key, string Signature, string Body)> Received { get; } = new();

    /// <summary>The statuses of the next answers; later ones are 202.</summary>
    internal ConcurrentQueue<int> Statuses { get; } = new();

    internal override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Notification:Email:Provider", "webhook"),
        ("Notification:Webhook:Url", $"{_operator.Urls.Single()}/messages"),
        ("Notification:Webhook:Secret", Secret),
    ];

    protected override Task StartPeersAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _operator = builder.Build();
        _operator.MapPost("/messages", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Received.Enqueue((
                context.Request.Headers["Idempotency-Key"].ToString(), context.Request.Headers["Meet-Signature"].ToString(), await reader.ReadToEndAsync()));
            context.Response.StatusCode = Statuses.TryDequeue(out var status) ? status : 202;
        });
        return _operator.StartAsync();
    }

    protected override async Task StopPeersAsync() => await _operator.DisposeAsync();
}
