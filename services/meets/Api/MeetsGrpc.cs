using System.Text.Json;
using Meet.Contracts;
using Meet.Contracts.Meets;
using Meet.Contracts.Meets.Rpc;
using Meet.Grpc;
using Meet.Meets.Store;
using Meet.Meets.Views;
using Meet.ServiceDefaults.Http;

namespace Meet.Meets.Api;

/// <summary>meets.proto, for signaling: what somebody who connects must be told.</summary>
internal static class MeetsGrpc
{
    private static readonly GrpcUnaryMethod<ListActiveRequest, ListActiveReply> ListActive =
        GrpcMethod.Unary<ListActiveRequest, ListActiveReply>(MeetsReflection.Descriptor.Services[0], "ListActive");

    public static void MapMeetsGrpc(this WebApplication app)
    {
        var listActive = app.MapGrpc(ListActive, ListActiveAsync);
        if (Endpoints.GrpcPorts(app.Configuration) is { Count: > 0 } ports)
        {
            listActive.OnPort(ports);
        }
    }

    private static async Task<GrpcReply<ListActiveReply>> ListActiveAsync(ListActiveRequest request, GrpcCallContext context)
    {
        var tenant = context.RequireTenant();
        if (!Enum.TryParse<PersonKind>(request.PersonKind, ignoreCase: true, out var kind)
            || !Guid.TryParse(request.PersonId, out var person))
        {
            return new GrpcStatus(GrpcStatusCode.InvalidArgument, "person_kind: staff or customer; person_id: UUID.");
        }

        var views = await context.Service<MeetQueries>().ActiveOfAsync(tenant, person, context.CancellationToken);
        var seen = views.Select(view => MeetViews.For(kind, view)).OfType<MeetView>();
        return new ListActiveReply { MeetsJson = { seen.Select(view => JsonSerializer.Serialize(view, JsonDefaults.Options)) } };
    }
}
