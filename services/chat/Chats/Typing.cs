using Dapper;
using MassTransit;
using Meet.Chat.Database;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Chats;

/// <param name="Internal">In the internal conversation; staff only.</param>
internal sealed record TypingNotice(bool Internal = false);

/// <summary>That somebody writes: told at once, never stored. One that the broker does not take in time is not worth having.</summary>
internal static class Typing
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const string CustomerOf = """
        select customer_id from chat.chats where tenant_id = @tenant and id = @chat and (@customer::uuid is null or customer_id = @customer)
        """;

    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, TypingNotice notice, Caller caller, ChatDatabase database, IBus bus, CancellationToken cancellationToken)
    {
        if (notice.Internal && !caller.IsStaff)
            return ChatProblems.BadRequest("internal: only for staff.");
        if (!caller.MaySee(id) || await FindAsync(id, caller, database, cancellationToken) is not { } customer)
            return ChatProblems.NotFound();

        var told = new TypingNoticed(
            caller.TenantId, id, caller.Person, notice.Internal, customer, ToCustomer: caller.IsStaff && !notice.Internal, Members: []);
        await TellAsync(bus, told, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>For rooms too.</summary>
    public static async Task TellAsync(IBus bus, TypingNoticed notice, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await bus.Publish(notice, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    private static async Task<Guid?> FindAsync(Guid chat, Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(
            CustomerOf, new { tenant = caller.TenantId, chat, customer = ChatQueries.CustomerOf(caller) });
    }
}
