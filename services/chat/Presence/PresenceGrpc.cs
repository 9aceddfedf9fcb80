using Meet.Contracts.Presence;
using Meet.Grpc;

namespace Meet.Chat.Presence;

/// <summary>presence.proto, for signaling.</summary>
internal sealed class PresenceGrpc(Connections connections, PresenceStates states)
{
    public async Task<GrpcReply<ReportReply>> ReportAsync(ReportRequest request, GrpcCallContext context)
    {
        if (!Guid.TryParse(request.ReplicaId, out var replica))
            return new GrpcStatus(GrpcStatusCode.InvalidArgument, "replica_id: a UUID.");
        var reported = request.Connections.Select(Reported.From).OfType<Reported>().ToList();
        foreach (var person in await connections.ReportAsync(replica, request.Full, reported, context.CancellationToken))
            await states.SettleAsync(person, context.CancellationToken);
        return new ReportReply();
    }
}

internal static class PresenceFeature
{
    public static void AddPresence(this IServiceCollection services)
    {
        services.AddSingleton<Connections>();
        services.AddSingleton<PresenceStates>();
        services.AddSingleton<PresenceGrpc>();
        services.AddHostedService<PresenceSweep>();
    }

    public static void MapPresence(this WebApplication app) =>
        app.MapGrpc(
            GrpcMethod.Unary<ReportRequest, ReportReply>(PresenceReflection.Descriptor.Services[0], "Report"),
            app.Services.GetRequiredService<PresenceGrpc>().ReportAsync);
}
