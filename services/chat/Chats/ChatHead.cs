using Meet.Chat.Working;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Identity;

namespace Meet.Chat.Chats;

/// <summary>What decides about a change, read under the chat's lock: changes of one chat happen one after the other.</summary>
internal sealed class ChatHead
{
    private const string Lock = """
        select id, customer_id, assignee_id, source, state, input_open
          from chat.chats
         where tenant_id = @tenant and id = @chat and (@customer::uuid is null or customer_id = @customer)
           for update
        """;

    public Guid Id { get; init; }
    public Guid CustomerId { get; init; }
    public Guid? AssigneeId { get; init; }
    public ChatSource Source { get; init; }
    public ChatState State { get; init; }
    public bool InputOpen { get; init; }

    /// <summary>Null when it does not exist for whoever asks.</summary>
    public static async Task<ChatHead?> LockAsync(Work work, Caller caller, Guid chat) =>
        caller.MaySee(chat) ? await LockAsync(work, chat, ChatQueries.CustomerOf(caller)) : null;

    /// <summary>Null when the tenant has no such chat, or it is not this customer's.</summary>
    /// <param name="customer">Null for staff.</param>
    public static Task<ChatHead?> LockAsync(Work work, Guid chat, Guid? customer) =>
        work.FindAsync<ChatHead>(Lock, new { tenant = work.TenantId, chat, customer });
}
