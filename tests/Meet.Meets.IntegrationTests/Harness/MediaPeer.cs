using System.Net;
using System.Text.Json;
using Meet.Contracts.Media;
using Meet.Contracts.Media.Rpc;
using Meet.Grpc;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Meet.Meets.IntegrationTests.Harness;

/// <summary>A media node, as far as meets sees one: its word once a second over the broker, and over gRPC when it is asked.</summary>
internal sealed class MediaPeer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Broker _broker;
    private readonly CancellationTokenSource _end = new();
    private Guid _instance = Guid.NewGuid();
    private DateTimeOffset _startedAt = DateTimeOffset.UtcNow;
    private readonly Uri _address = new($"http://127.0.0.1:{Ports.Next()}");
    private Task _speaking = Task.CompletedTask;
    private MediaNodeState _state = MediaNodeState.Open;
    private bool _isGone;

    public MediaPeer(string id, Broker broker)
    {
        (Id, _broker) = (id, broker);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, _address.Port, listen => listen.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.MapGrpc(
            GrpcMethod.Unary<DescribeRequest, DescribeReply>(MediaNodeReflection.Descriptor.Services[0], "Describe"),
            (_, _) => Task.FromResult<GrpcReply<DescribeReply>>(
                new DescribeReply { AnnouncementJson = JsonSerializer.Serialize(Word, JsonDefaults.Options) }));
    }

    public string Id { get; }

    /// <summary>It still answers when it is asked.</summary>
    public bool IsMute { get; set; }

    private MediaNodeAnnounced Word => new(Id, _address.ToString(), _instance, _state, 1, 0, 100, 0, 0, 0, DateTimeOffset.UtcNow) { StartedAt = _startedAt };

    public async Task StartAsync()
    {
        await _app.StartAsync();
        _speaking = SpeakAsync();
    }

    public Task BecomeAsync(MediaNodeState state)
    {
        _state = state;
        return _broker.TellAsync(Word);
    }

    /// <summary>Another process is in its place, so soon that nobody has missed it.</summary>
    public Task BecomeAnotherAsync(DateTimeOffset startedAt)
    {
        (_instance, _startedAt) = (Guid.NewGuid(), startedAt);
        return _broker.TellAsync(Word);
    }

    /// <summary>As a crash does: nobody is told.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isGone)
        {
            return;
        }

        _isGone = true;

        await _end.CancelAsync();
        await _speaking;
        await _app.DisposeAsync();
        _end.Dispose();
    }

    private async Task SpeakAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            do
            {
                if (!IsMute)
                {
                    await _broker.TellAsync(Word);
                }
            }
            while (await timer.WaitForNextTickAsync(_end.Token));
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
