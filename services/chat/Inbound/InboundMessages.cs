using Meet.Chat.Chats;
using Meet.Chat.Entries;
using Meet.Chat.Working;
using Meet.Contracts;

namespace Meet.Chat.Inbound;

/// <summary>Writes external messengers' messages: one chat per messenger and customer, each message once.</summary>
internal static class InboundMessages
{
    private const string Claim = """
        insert into chat.inbound_messages (tenant_id, source, message_id, entry_id) values (@tenant, @source, @message, @entry)
        on conflict (tenant_id, source, message_id) do nothing
        """;

    private const string Written = "select entry_id from chat.inbound_messages where tenant_id = @tenant and source = @source and message_id = @message";

    private const string SetEntry = """
        update chat.inbound_messages set entry_id = @entry where tenant_id = @tenant and source = @source and message_id = @message
        """;

    // Locks the customer: their messages come in one after the other. A name that the customer was given here stays.
    private const string Customer = """
        insert into chat.customers as c (tenant_id, id, name, source, external_id, first_seen_at, last_seen_at)
        values (@tenant, @id, @name, @source, @external, @now, @now)
        on conflict (tenant_id, source, external_id) do update set last_seen_at = greatest(c.last_seen_at, excluded.last_seen_at)
        returning id, name
        """;

    private const string Chat = """
        select id from chat.chats where tenant_id = @tenant and customer_id = @customer and source = @source order by created_at desc limit 1
        """;

    /// <summary>The message's entry: new, or the one that it had.</summary>
    public static async Task<(Guid Entry, bool IsNew)> WriteAsync(Work work, InboundMessage message)
    {
        var (tenant, source) = (work.TenantId, Words.Of(message.Source!.Value));
        var key = new { tenant, source, message = message.MessageId, entry = Guid.Empty };
        if (await work.ExecuteAsync(Claim, key) == 0)
            return (await work.FindAsync<Guid>(Written, key), false);

        var found = (await work.FindAsync<Found>(Customer, new
        {
            tenant, id = Guid.CreateVersion7(work.Now), name = message.Customer!.Name!.Trim(), source, external = message.Customer.Id, now = work.Now,
        }))!;
        var customer = new PersonRef(PersonKind.Customer, found.Id, found.Name);
        var entry = await PostAsync(work, customer, message);
        await work.ExecuteAsync(SetEntry, new { tenant, source, message = message.MessageId, entry });
        return (entry, true);
    }

    private static async Task<Guid> PostAsync(Work work, PersonRef customer, InboundMessage message)
    {
        var source = message.Source!.Value;
        var client = Guid.CreateVersion7(work.Now);
        var arguments = new { tenant = work.TenantId, customer = customer.Id, source = Words.Of(source) };
        if (await work.FindAsync<Guid?>(Chat, arguments) is { } chat && await ChatHead.LockAsync(work, chat, customer.Id) is { } head)
            return await PostMessage.WriteAsync(work, head, customer, message.Text!, client, isInternal: false);
        return (await OpenChat.WriteAsync(work, customer, source, message.Text!, client))!.Value.Entry;
    }

    private sealed class Found
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
    }
}
