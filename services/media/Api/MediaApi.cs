using System.Runtime.CompilerServices;
using Meet.Contracts.Media.Rpc;
using Meet.Grpc;
using Meet.Media.Quality;
using Meet.Media.Views;
using Meet.ServiceDefaults.Http;

namespace Meet.Media.Api;

/// <summary>The calls of media.proto, on the gRPC port only.</summary>
internal static class MediaApi
{
    public static void MapMediaApi(this WebApplication app)
    {
        var api = new Handlers(app.Services.GetRequiredService<MediaNode>());
        IEndpointConventionBuilder[] endpoints =
        [
            app.MapGrpc(MediaMethods.Join, api.JoinAsync),
            app.MapGrpc(MediaMethods.Negotiate, api.NegotiateAsync),
            app.MapGrpc(MediaMethods.SetSources, api.SetSourcesAsync),
            app.MapGrpc(MediaMethods.SetQuality, api.SetQualityAsync),
            app.MapGrpc(MediaMethods.SetViews, api.SetViewsAsync),
            app.MapGrpc(MediaMethods.Leave, api.LeaveAsync),
            app.MapGrpc(MediaMethods.Watch, api.Watch),
        ];
        if (Endpoints.GrpcPorts(app.Configuration) is not { Count: > 0 } ports)
            return;
        foreach (var endpoint in endpoints)
            endpoint.OnPort(ports);
    }

    private sealed class Handlers(MediaNode node)
    {
        private static readonly GrpcStatus SessionOver = new(GrpcStatusCode.NotFound, "The session is over.");

        public async Task<GrpcReply<Negotiated>> JoinAsync(JoinRequest request, GrpcCallContext context) =>
            Reply(await node.JoinAsync(request.Grant, request.Offer ?? new Offer(), request.Sources ?? new Sources()));

        public async Task<GrpcReply<Negotiated>> NegotiateAsync(NegotiateRequest request, GrpcCallContext context) =>
            Reply(await node.NegotiateAsync(request.SessionId, request.Offer ?? new Offer()));

        public async Task<GrpcReply<SetSourcesReply>> SetSourcesAsync(SetSourcesRequest request, GrpcCallContext context) =>
            await node.SetSourcesAsync(request.SessionId, request.Sources ?? new Sources()) ? new SetSourcesReply() : SessionOver;

        public async Task<GrpcReply<SetQualityReply>> SetQualityAsync(SetQualityRequest request, GrpcCallContext context)
        {
            var sample = new QualitySample(request.LossPercent, request.JitterMs, request.RoundTripMs);
            if (!sample.IsValid)
                return new GrpcStatus(GrpcStatusCode.InvalidArgument, "Quality is out of range.");
            return await node.SetQualityAsync(request.SessionId, sample) ? new SetQualityReply() : SessionOver;
        }

        public async Task<GrpcReply<SetViewsReply>> SetViewsAsync(SetViewsRequest request, GrpcCallContext context)
        {
            if (ViewsReader.Read(request) is not { } heights)
                return new GrpcStatus(GrpcStatusCode.InvalidArgument, "Views are too many, out of range, or no pictures.");
            return await node.SetViewsAsync(request.SessionId, heights) ? new SetViewsReply() : SessionOver;
        }

        public async Task<LeaveReply> LeaveAsync(LeaveRequest request, GrpcCallContext context)
        {
            await node.LeaveAsync(request.SessionId);
            return new LeaveReply();
        }

        public IAsyncEnumerable<MediaEvent> Watch(WatchRequest request, GrpcCallContext context) =>
            WatchAsync(request.SessionId, context.CancellationToken);

        private async IAsyncEnumerable<MediaEvent> WatchAsync(
            string sessionId, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var events = await node.WatchAsync(sessionId) ?? throw new GrpcException(SessionOver);
            await foreach (var happening in events.ReadAllAsync(cancellationToken))
                yield return happening;
        }

        private static GrpcReply<Negotiated> Reply(Negotiating outcome) => outcome switch
        {
            { Answer: { } answer } => answer,
            { Refusal: Refusal.BadGrant } => new GrpcStatus(
                GrpcStatusCode.PermissionDenied, "The grant is not for this node, has expired, or is not signed by meets."),
            { Refusal: Refusal.BadOffer } => new GrpcStatus(GrpcStatusCode.InvalidArgument, outcome.Error!.ToString()),
            { Refusal: Refusal.Elsewhere } => new GrpcStatus(
                GrpcStatusCode.FailedPrecondition, "This node takes no new Meets: the Meet gets another one."),
            { Refusal: Refusal.Full } => new GrpcStatus(GrpcStatusCode.ResourceExhausted, "The Meet or the node is full."),
            _ => SessionOver,
        };
    }
}
