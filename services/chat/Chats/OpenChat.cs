using Meet.Chat.Entries;
using Meet.Chat.Events;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Chats;

internal sealed record NewChat(Guid ClientId, string? Text);

internal sealed record OpenedChat(ChatView Chat, ChatEntryView Entry);

/// <summary>A customer opens a chat with its first message.</summary>
internal static class OpenChat
{
    private const string Insert = """
        insert into chat.chats (tenant_id, id, customer_id, source, opening_client_id, created_at, updated_at, customer_updated_at)
        values (@tenant, @id, @customer, @source, @clientId, @now, @now, @now)
        on conflict (tenant_id, customer_id, opening_client_id) do nothing
        """;

    private const string Opened = """
        select c.id as chat_id, e.id as entry_id
          from chat.chats c
          join chat.entries e on e.tenant_id = c.tenant_id and e.chat_id = c.id and e.position = 1
         where c.tenant_id = @tenant and c.customer_id = @customer and c.opening_client_id = @clientId
        """;

    public static async Task<Results<Created<OpenedChat>, Ok<OpenedChat>, ProblemHttpResult>> HandleAsync(
        NewChat chat, Caller caller, Works works, CancellationToken cancellationToken)
    {
        if (caller.ChatId is not null)
            return ChatProblems.NotFound();
        if (chat.ClientId == Guid.Empty)
            return ChatProblems.BadRequest("clientId: a UUID that is not all zeros.");
        if (!UserText.IsValid(chat.Text, PostMessage.MaxText))
            return ChatProblems.BadRequest("text: 1 to 5,000 characters.");

        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        if (await WriteAsync(work, caller.Person, ChatSource.Web, chat.Text!, chat.ClientId) is not var (id, entry))
        {
            var before = await work.FindAsync<OpenedIds>(
                Opened, new { tenant = work.TenantId, customer = caller.PersonId, clientId = chat.ClientId });
            return before is null
                ? ChatProblems.NotFound()
                : TypedResults.Ok(await ReadAsync(work, before.ChatId, before.EntryId));
        }

        var opened = await ReadAsync(work, id, entry);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/chat/chats/{id}", opened);
    }

    /// <summary>Null when the customer opened a chat under this client id before.</summary>
    public static async Task<(Guid Chat, Guid Entry)?> WriteAsync(Work work, PersonRef customer, ChatSource source, string text, Guid clientId) =>
        await AddAsync(work, customer.Id, source, clientId) is { } chat
            ? (chat.Id, await PostMessage.WriteAsync(work, chat, customer, text, clientId, isInternal: false))
            : null;

    /// <summary>A chat without an entry; null when this customer has one under this client id.</summary>
    public static async Task<ChatHead?> AddAsync(Work work, Guid customer, ChatSource source, Guid clientId)
    {
        var chat = new ChatHead
        {
            Id = Guid.CreateVersion7(work.Now),
            CustomerId = customer,
            Source = source,
            State = ChatState.Open,
            InputOpen = true,
        };
        var arguments = new { tenant = work.TenantId, id = chat.Id, customer, source = Words.Of(source), clientId, now = work.Now };
        if (await work.ExecuteAsync(Insert, arguments) == 0)
            return null;
        work.Append(chat.Id, new ChatOpened(customer, source));
        return chat;
    }

    private static async Task<OpenedChat> ReadAsync(Work work, Guid chat, Guid entry)
    {
        var head = await ChatQueries.FindAsync(work.Connection, work.TenantId, chat, null);
        var first = await EntryQueries.GetAsync(work.Connection, work.TenantId, entry);
        return new OpenedChat(head!.ForCustomer(), first.ForCustomer()!);
    }

    private sealed class OpenedIds
    {
        public Guid ChatId { get; init; }
        public Guid EntryId { get; init; }
    }
}
