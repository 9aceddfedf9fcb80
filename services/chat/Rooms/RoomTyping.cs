using MassTransit;
using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Rooms;

/// <summary>A member is writing: told to the members at once, stored nowhere.</summary>
internal static class RoomTyping
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, ChatDatabase database, IBus bus, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        if (await RoomQueries.FindAsync(connection, caller.TenantId, id, caller.PersonId) is not { } room)
            return ChatProblems.NotFound();
        var typing = new TypingNoticed(
            caller.TenantId, id, caller.Person, Internal: false, Customer: null, ToCustomer: false, [.. room.Members.Select(member => member.Id)]);
        await Typing.TellAsync(bus, typing, cancellationToken);
        return TypedResults.NoContent();
    }
}
