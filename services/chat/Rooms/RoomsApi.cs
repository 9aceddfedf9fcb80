using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Entries;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Rooms;

internal sealed record RoomList(IReadOnlyList<RoomView> Items);

/// <summary>Team chats and direct messages. For whoever is not in a room there is none; for a customer there are no rooms at all.</summary>
internal static class RoomsApi
{
    private const int MaxLimit = 100;

    public static void MapRooms(this IEndpointRouteBuilder api)
    {
        var rooms = api.MapGroup("/rooms").WithTags("Rooms").RequireAuthorization(Policies.Person).AddEndpointFilter(StaffOnly);
        rooms.MapGet("", ListAsync);
        rooms.MapPost("", OpenRoom.HandleAsync);
        rooms.MapGet("/{id:guid}", GetAsync);
        rooms.MapPut("/{id:guid}", ChangeRoom.HandleAsync);
        rooms.MapGet("/{id:guid}/entries", EntriesAsync);
        rooms.MapPost("/{id:guid}/messages", PostRoomMessage.HandleAsync);
        rooms.MapPost("/{id:guid}/read", MarkRoomRead.HandleAsync);
        rooms.MapPost("/{id:guid}/typing", RoomTyping.HandleAsync);
    }

    /// <summary>Before any query: that there are rooms is none of a customer's business.</summary>
    private static async ValueTask<object?> StaffOnly(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Caller.From(context.HttpContext.User) is { IsStaff: true } ? await next(context) : ChatProblems.NotFound();

    private static async Task<Ok<RoomList>> ListAsync(Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        return TypedResults.Ok(new RoomList(await RoomQueries.OfMemberAsync(connection, caller.TenantId, caller.PersonId)));
    }

    private static async Task<Results<Ok<RoomView>, ProblemHttpResult>> GetAsync(
        Guid id, Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        return await RoomQueries.FindAsync(connection, caller.TenantId, id, caller.PersonId) is { } room
            ? TypedResults.Ok(room)
            : ChatProblems.NotFound();
    }

    private static async Task<Results<Ok<EntryPage>, ProblemHttpResult>> EntriesAsync(
        Guid id, long? before, int? limit, Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit)
            return ChatProblems.BadRequest("limit: 1 to 100.");
        var count = limit ?? 50;
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        if (await RoomQueries.FindAsync(connection, caller.TenantId, id, caller.PersonId) is null)
            return ChatProblems.NotFound();

        var newestFirst = await RoomEntryQueries.TimelineAsync(connection, caller.TenantId, id, before, count + 1);
        var items = newestFirst.Take(count).Reverse().Select(row => row.View()).ToList();
        return TypedResults.Ok(new EntryPage(items, newestFirst.Count > count ? items[0].Position : null));
    }
}
