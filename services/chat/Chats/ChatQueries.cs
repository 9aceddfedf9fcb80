using Dapper;
using Meet.Contracts;
using Meet.ServiceDefaults.Identity;
using Npgsql;

namespace Meet.Chat.Chats;

/// <summary>Reads chats with everything that their views show. The connection is one of the tenant's.</summary>
internal static class ChatQueries
{
    // Unread counts walk only the entries behind the read position. The preview is what somebody said or did last: a note on the
    // chat's handling would hide it.
    private const string Columns = """
        select c.id, c.version, c.customer_version, c.tenant_id, c.source, c.state, c.input_open,
               c.customer_id, customer.name as customer_name, coalesce(customer_presence.state, 'offline') as customer_presence,
               c.assignee_id, assignee.name as assignee_name, coalesce(assignee_presence.state, 'offline') as assignee_presence,
               coalesce(assignee_presence.ready, false) as assignee_ready,
               tenant.customer_may_start_meet as may_start_setting,
               (tenant.reply_sms and customer.phone is not null) or (tenant.reply_email and customer.email is not null) as reachable_by_link,
               c.missed_meet_id, c.live_meet_id, c.customer_live_meet_id, c.created_at, c.updated_at, c.customer_updated_at,
               z.until as snoozed_until,
               coalesce((select e.position from chat.entries e
                 where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.customer_position <= c.customer_read_position
                 order by e.customer_position desc limit 1), 0) as read_by_customer,
               coalesce((select e.customer_position from chat.entries e
                 where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.position <= c.staff_read_position
                   and e.customer_position is not null
                 order by e.position desc limit 1), 0) as read_by_staff,
               (select count(*)::int from chat.entries e
                 where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.position > c.staff_read_position
                   and e.kind = 'message' and e.author_kind = 'customer') as staff_unread,
               (select count(*)::int from chat.entries e
                 where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.customer_position > c.customer_read_position
                   and e.kind = 'message' and e.author_kind = 'staff') as customer_unread,
               l.kind as last_kind, left(coalesce(l.text, l.file), 140) as last_text, l.author_kind as last_author_kind,
               l.author_id as last_author_id, la.name as last_author_name, l.at as last_at,
               l.meet_state as last_meet_state, l.meet_missed as last_missed,
               f.kind as customer_last_kind, left(coalesce(f.text, f.file), 140) as customer_last_text, f.author_kind as customer_last_author_kind,
               f.author_id as customer_last_author_id, fa.name as customer_last_author_name, f.at as customer_last_at,
               f.meet_state as customer_last_meet_state
        from chat.chats c
        join chat.tenants tenant on tenant.id = c.tenant_id
        join chat.customers customer on customer.tenant_id = c.tenant_id and customer.id = c.customer_id
        left join chat.staff assignee on assignee.tenant_id = c.tenant_id and assignee.id = c.assignee_id
        left join chat.snoozes z on z.tenant_id = c.tenant_id and z.chat_id = c.id
        left join chat.presence customer_presence on customer_presence.tenant_id = c.tenant_id
          and customer_presence.person_kind = 'customer' and customer_presence.person_id = c.customer_id
        left join chat.presence assignee_presence on assignee_presence.tenant_id = c.tenant_id
          and assignee_presence.person_kind = 'staff' and assignee_presence.person_id = c.assignee_id
        left join lateral (
          select e.*, (select file.name from chat.files file where file.tenant_id = e.tenant_id and file.entry_id = e.id order by file.place limit 1) as file
            from chat.entries e where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.kind <> 'note'
          order by e.position desc limit 1) l on true
        left join chat.people la on la.tenant_id = c.tenant_id and la.kind = l.author_kind and la.id = l.author_id
        left join lateral (
          select e.*, (select file.name from chat.files file where file.tenant_id = e.tenant_id and file.entry_id = e.id order by file.place limit 1) as file
            from chat.entries e where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.kind <> 'note'
            and e.customer_position is not null
          order by e.customer_position desc limit 1) f on true
        left join chat.people fa on fa.tenant_id = c.tenant_id and fa.kind = f.author_kind and fa.id = f.author_id
        where c.tenant_id = @tenant

        """;

    private const string ById = Columns + "and c.id = @chat and (@customer::uuid is null or c.customer_id = @customer)";

    private const string ByIds = Columns + "and c.id = any(@chats)";

    private const string Search = """
         and (@like::text is null or customer.name ilike @like or exists (
               select 1 from chat.entries e
                where e.tenant_id = c.tenant_id and e.chat_id = c.id and e.kind = 'message' and e.text ilike @like))
         and (@at::timestamptz is null or (c.updated_at, c.id) < (@at, @id))
         order by c.updated_at desc, c.id desc limit @limit
        """;

    private const string Mine = Columns + "and c.state = 'open' and c.assignee_id = @me and z.until is null" + Search;
    private const string Unassigned = Columns + "and c.state = 'open' and c.assignee_id is null and z.until is null" + Search;
    private const string All = Columns + "and c.state = 'open'" + Search;
    private const string Snoozed = Columns + "and z.until is not null" + Search;
    private const string Missed = Columns + "and c.missed_meet_id is not null" + Search;
    private const string Closed = Columns + "and c.state = 'closed'" + Search;

    // A customer does not search what they cannot see.
    private const string Own = Columns + """
         and c.customer_id = @customer and (@only::uuid is null or c.id = @only)
         and (@at::timestamptz is null or (c.customer_updated_at, c.id) < (@at, @id))
         order by c.customer_updated_at desc, c.id desc limit @limit
        """;

    private const string OfCustomer = Columns + "and c.customer_id = @customer order by c.updated_at desc, c.id desc limit @limit";

    /// <summary>Null when it does not exist for whoever asks.</summary>
    public static async Task<ChatRow?> FindAsync(NpgsqlConnection connection, Caller caller, Guid chat) =>
        caller.MaySee(chat) ? await FindAsync(connection, caller.TenantId, chat, CustomerOf(caller)) : null;

    /// <summary>Null also when it is not the customer's own.</summary>
    /// <param name="customer">Null for staff.</param>
    public static Task<ChatRow?> FindAsync(NpgsqlConnection connection, string tenant, Guid chat, Guid? customer) =>
        connection.QuerySingleOrDefaultAsync<ChatRow>(ById, new { tenant, chat, customer });

    public static async Task<IReadOnlyList<ChatRow>> ListAsync(NpgsqlConnection connection, string tenant, Guid[] chats) =>
        // PostgreSQL keeps the plan for one chat; of an array it does not know the length, and plans anew.
        chats is [var only] ? await FindAsync(connection, tenant, only, customer: null) is { } row ? [row] : []
        : (await connection.QueryAsync<ChatRow>(ByIds, new { tenant, chats })).AsList();

    public static async Task<IReadOnlyList<ChatRow>> InboxAsync(
        NpgsqlConnection connection, string tenant, Guid me, InboxView view, string? like, ChatCursor? after, int limit)
    {
        var sql = view switch
        {
            InboxView.Mine => Mine,
            InboxView.Unassigned => Unassigned,
            InboxView.All => All,
            InboxView.Snoozed => Snoozed,
            InboxView.Missed => Missed,
            _ => Closed,
        };
        return (await connection.QueryAsync<ChatRow>(sql, new { tenant, me, like, at = after?.At, id = after?.Id, limit })).AsList();
    }

    /// <summary>A customer's own chats; for a link's session its one chat.</summary>
    public static async Task<IReadOnlyList<ChatRow>> OwnAsync(NpgsqlConnection connection, Caller customer, ChatCursor? after, int limit) =>
        (await connection.QueryAsync<ChatRow>(Own, new
        {
            tenant = customer.TenantId, customer = customer.PersonId, only = customer.ChatId, at = after?.At, id = after?.Id, limit,
        })).AsList();

    /// <summary>For staff: all of a customer's, the newest first.</summary>
    public static async Task<IReadOnlyList<ChatRow>> OfCustomerAsync(NpgsqlConnection connection, string tenant, Guid customer, int limit) =>
        (await connection.QueryAsync<ChatRow>(OfCustomer, new { tenant, customer, limit })).AsList();

    /// <summary>Null for staff.</summary>
    public static Guid? CustomerOf(Caller caller) => caller.Kind == PersonKind.Customer ? caller.PersonId : null;
}

/// <summary>The inbox's tabs (docs/api.md).</summary>
internal enum InboxView { Mine, Unassigned, All, Snoozed, Missed, Closed }
