using Meet.Chat.Entries;
using Meet.Chat.Working;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Chats;

internal sealed record NewChatForCustomer(Guid CustomerId, Guid ClientId);

/// <summary>Staff open a chat with a customer, from the profile (PRODUCT.md, voice and video rule 2): theirs, and without a message.</summary>
internal static class OpenForCustomer
{
    private const string IsCustomer = "select true from chat.customers where tenant_id = @tenant and id = @customer";

    private const string Opened = """
        select id from chat.chats where tenant_id = @tenant and customer_id = @customer and opening_client_id = @clientId
        """;

    public static async Task<Results<Created<ChatView>, Ok<ChatView>, ProblemHttpResult>> HandleAsync(
        NewChatForCustomer wanted, Caller caller, Works works, CancellationToken cancellationToken)
    {
        if (wanted.ClientId == Guid.Empty)
            return ChatProblems.BadRequest("clientId: a UUID that is not all zeros.");
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (!await PostMessage.HasSeatAsync(work, caller.PersonId))
            return ChatProblems.NoOperatorSeat();
        var (tenant, customer, clientId) = (work.TenantId, wanted.CustomerId, wanted.ClientId);
        if (!await work.FindAsync<bool>(IsCustomer, new { tenant, customer }))
            return ChatProblems.NotFound();

        if (await OpenChat.AddAsync(work, customer, ChatSource.Web, clientId) is not { } chat)
        {
            var before = await work.FindAsync<Guid>(Opened, new { tenant, customer, clientId });
            return TypedResults.Ok((await ChatQueries.FindAsync(work.Connection, tenant, before, customer: null))!.ForStaff());
        }

        await Handling.AssignAsync(work, chat.Id, caller.PersonId, caller.Person);
        var row = await ChatQueries.FindAsync(work.Connection, tenant, chat.Id, customer: null);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/chat/chats/{chat.Id}", row!.ForStaff());
    }
}
