using Dapper;
using Meet.Chat.Database;
using Meet.Chat.People;
using Meet.Contracts.Chat.Rpc;
using Meet.Grpc;

namespace Meet.Chat.Rooms;

/// <summary>chat.proto, for meets: who is in a room, and who of them is there.</summary>
internal sealed class RoomFactsGrpc(ChatDatabase database)
{
    private const string Kind = """
        select r.kind
          from chat.rooms r
          join chat.room_members m on m.tenant_id = r.tenant_id and m.room_id = r.id and m.person_id = @caller
         where r.tenant_id = @tenant and r.id = @room
        """;

    private const string Members =
        "and exists (select 1 from chat.room_members m where m.tenant_id = s.tenant_id and m.room_id = @room and m.person_id = s.id)";

    private static readonly GrpcStatus NotFound = new(GrpcStatusCode.NotFound, "The tenant has no such room for this caller.");

    public async Task<GrpcReply<RoomFactsReply>> GetAsync(GetRoomFactsRequest request, GrpcCallContext context)
    {
        var tenant = context.RequireTenant();
        if (!Guid.TryParse(request.RoomId, out var room) || !Guid.TryParse(request.CallerId, out var caller))
            return new GrpcStatus(GrpcStatusCode.InvalidArgument, "room_id and caller_id: UUIDs.");

        await using var connection = await database.OpenAsync(tenant, context.CancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<string>(Kind, new { tenant, room, caller }) is not { } kind)
            return NotFound;
        var members = (await StaffPeople.ListAsync(connection, Members, new { tenant, room })).ToList();
        // Between the two queries somebody may have taken the caller out.
        if (members.Find(member => member.Id == caller.ToString()) is not { } asking)
            return NotFound;
        return new RoomFactsReply
        {
            RoomId = room.ToString(),
            Kind = kind,
            CallerName = asking.Name,
            Members = { members },
        };
    }
}

internal static class RoomFactsFeature
{
    public static void MapRoomFacts(this WebApplication app) =>
        app.MapGrpc(
            GrpcMethod.Unary<GetRoomFactsRequest, RoomFactsReply>(ChatReflection.Descriptor.Services[0], "GetRoomFacts"),
            app.Services.GetRequiredService<RoomFactsGrpc>().GetAsync);
}
