using System.Diagnostics;
using System.Net;
using System.Threading.Channels;
using Google.Protobuf;
using Meet.Grpc.IntegrationTests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Meet.Grpc.IntegrationTests;

/// <summary>Our side of probe.proto on a real Kestrel: one h2c port for gRPC and one HTTP/1.1 port beside it.</summary>
internal sealed class ProbeServer : IAsyncDisposable
{
    private readonly TaskCompletionSource<EchoReply> _stubborn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;

    private ProbeServer(WebApplication app, Uri grpc, Uri http) => (_app, Grpc, Http) = (app, grpc, http);

    public Uri Grpc { get; }

    public Uri Http { get; }

    /// <summary>What the handlers noticed: "hanging", "cancelled", or the trace id of an Echo.</summary>
    public Channel<string> Noticed { get; } = System.Threading.Channels.Channel.CreateUnbounded<string>();

    public void LetStubbornGo() => _stubborn.TrySetResult(new EchoReply());

    /// <summary>Ends at once, as a process that is killed does: open calls see their connections break.</summary>
    public async Task KillAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
    }

    public static async Task<ProbeServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 1024; // for bodies that are not gRPC
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        ProbeServer? server = null;
        app.MapGrpc(ProbeMethods.Echo, (request, context) => server!.EchoAsync(request, context));
        app.MapGrpc(ProbeMethods.Fail, (FailRequest request, GrpcCallContext context) => FailAsync(request, context));
        app.MapGrpc(ProbeMethods.Hang, (request, context) => server!.HangAsync(context));
        app.MapGrpc(ProbeMethods.Count, (request, context, writer) => server!.CountAsync(request, context, writer));
        app.MapGrpc(ProbeMethods.Stubborn, (request, context) => server!._stubborn.Task);
        app.MapGrpc(ProbeMethods.Sequence, (request, context) => SequenceAsync(request));
        app.MapGrpc(ProbeMethods.Elsewhere, (request, context) => server!.EchoAsync(request, context)).OnPort(1);
        app.MapPost("/json/only", () => "json");
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToArray();
        return server = new ProbeServer(app, addresses[0], addresses[1]);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task<EchoReply> EchoAsync(EchoRequest request, GrpcCallContext context)
    {
        Noticed.Writer.TryWrite(Activity.Current?.TraceId.ToString() ?? "");
        foreach (var (key, value) in context.RequestMetadata.Where(e => e.Key == "x-echo"))
        {
            context.ResponseHeaders.Add(key, value);
            context.ResponseTrailers.Add(key, value);
        }

        if (context.RequestMetadata.GetBytes("x-echo-bin") is { } bytes)
        {
            context.ResponseHeaders.Add("x-echo-bin", bytes);
            context.ResponseTrailers.Add("x-echo-bin", bytes);
        }

        return Task.FromResult(new EchoReply
        {
            Text = request.Text,
            Payload = request.Payload,
            Tenant = context.Tenant ?? "",
            RemainingMilliseconds = (long)(context.TimeRemaining?.TotalMilliseconds ?? 0),
        });
    }

    private static async Task<GrpcReply<EchoReply>> FailAsync(FailRequest request, GrpcCallContext context)
    {
        await Task.Yield();
        if (context.RequestMetadata.GetText("x-echo") is { } echo)
            context.ResponseTrailers.Add("x-echo", echo);
        return request.Code switch
        {
            < 0 => throw new InvalidOperationException("secret " + request.Detail),
            _ => new GrpcStatus((GrpcStatusCode)request.Code, request.Detail),
        };
    }

    private async Task<EchoReply> HangAsync(GrpcCallContext context)
    {
        Noticed.Writer.TryWrite("hanging");
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            Noticed.Writer.TryWrite("cancelled");
        }

        return new EchoReply();
    }

    private static async IAsyncEnumerable<CountReply> SequenceAsync(CountRequest request)
    {
        for (var number = 1; number <= request.To; number++)
        {
            await Task.Yield();
            yield return new CountReply { Number = number };
        }
    }

    private async Task CountAsync(CountRequest request, GrpcCallContext context, IGrpcStreamWriter<CountReply> writer)
    {
        var payload = ByteString.CopyFrom(new byte[request.PayloadBytes]);
        for (var number = 1; number <= request.To; number++)
            await writer.WriteAsync(new CountReply { Number = number, Payload = payload });
        if (request.Then is { } then)
            throw new GrpcException((GrpcStatusCode)then.Code, then.Detail);
        if (request.ThenHang)
            await HangAsync(context);
    }
}
