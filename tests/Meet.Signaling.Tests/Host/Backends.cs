using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Meet.Contracts.Media.Rpc;
using Meet.Contracts.Meets;
using Meet.Contracts.Meets.Rpc;
using Meet.Contracts.Presence;
using Meet.Grpc;
using Meet.ServiceDefaults.Http;
using Meet.Signaling.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Wire = System.Threading.Channels.Channel;

namespace Meet.Signaling.Tests.Host;

/// <summary>What lies behind signaling, as far as signaling sees it: chat's presence, meets' list and a media node, over real gRPC.</summary>
internal sealed class Backends : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Backends(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What meets answers.</summary>
    public ConcurrentQueue<MeetView> Active { get; } = new();

    /// <summary>What meets was asked.</summary>
    public Channel<ListActiveRequest> Asked { get; } = Wire.CreateUnbounded<ListActiveRequest>();

    /// <summary>Meets answers, with what it knew when it was asked, once this is completed.</summary>
    public Task MayAnswer { get; set; } = Task.CompletedTask;

    public Channel<ReportRequest> Reports { get; } = Wire.CreateUnbounded<ReportRequest>();

    /// <summary>What the media node was asked.</summary>
    public Channel<object> MediaRequests { get; } = Wire.CreateUnbounded<object>();

    /// <summary>What the node's watched sessions tell; a session that is not here is over.</summary>
    public ConcurrentDictionary<string, Channel<MediaEvent>> Sessions { get; } = new();

    public GrpcReply<Negotiated> JoinReply { get; set; } = new(new GrpcStatus(GrpcStatusCode.Unavailable));

    public static async Task<Backends> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        var backends = new Backends(app);
        backends.MapMeetsAndPresence(app);
        backends.MapMedia(app);
        await app.StartAsync();
        return backends;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private void MapMeetsAndPresence(WebApplication app)
    {
        app.MapGrpc(GrpcMethod.Unary<ListActiveRequest, ListActiveReply>(MeetsReflection.Descriptor.Services[0], "ListActive"), async (request, context) =>
        {
            var reply = new ListActiveReply();
            reply.MeetsJson.AddRange(Active.Select(view => JsonSerializer.Serialize(view, JsonDefaults.Options)));
            Asked.Writer.TryWrite(request);
            await MayAnswer.WaitAsync(context.CancellationToken);
            context.RequireTenant().ShouldBe(Some.Tenant);
            return reply;
        });
        app.MapGrpc(GrpcMethod.Unary<ReportRequest, ReportReply>(PresenceReflection.Descriptor.Services[0], "Report"), (request, _) =>
        {
            Reports.Writer.TryWrite(request);
            return Task.FromResult(new ReportReply());
        });
    }

    private void MapMedia(WebApplication app)
    {
        app.MapGrpc(MediaMethods.Join, (request, _) => Noted(request, JoinReply));
        app.MapGrpc(MediaMethods.Negotiate, (request, _) => Noted(request, JoinReply));
        app.MapGrpc(MediaMethods.SetSources, (request, _) => Noted<SetSourcesReply>(request, new SetSourcesReply()));
        app.MapGrpc(MediaMethods.SetQuality, (request, _) => Noted<SetQualityReply>(request, new SetQualityReply()));
        app.MapGrpc(MediaMethods.SetViews, (request, _) => Noted<SetViewsReply>(request, new SetViewsReply()));
        app.MapGrpc(MediaMethods.Leave, (request, _) => Noted<LeaveReply>(request, new LeaveReply()));
        app.MapGrpc(MediaMethods.Watch, async (request, context, writer) =>
        {
            if (!Sessions.TryGetValue(request.SessionId, out var events))
                throw new GrpcException(GrpcStatusCode.NotFound, "The session is over.");
            await foreach (var happening in events.Reader.ReadAllAsync(context.CancellationToken))
                await writer.WriteAsync(happening);
        });
    }

    private Task<GrpcReply<T>> Noted<T>(object request, GrpcReply<T> reply)
        where T : class, Google.Protobuf.IMessage<T>
    {
        MediaRequests.Writer.TryWrite(request);
        return Task.FromResult(reply);
    }
}
