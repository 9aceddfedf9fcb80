using Dapper;
using Meet.Chat.Files;
using Meet.Contracts;
using Npgsql;

namespace Meet.Chat.Entries;

/// <summary>Reads entries with the names that their views show. The connection is one of the tenant's.</summary>
internal static class EntryQueries
{
    private const string Columns = """
        select e.id, e.chat_id, c.customer_id, e.position, e.customer_position, e.version, e.kind, e.internal,
               e.author_kind, e.author_id, author.name as author_name, e.text, e.client_id, e.meet, e.customer_meet,
               e.note, e.about_id, about.name as about_name, e.at,
               (select jsonb_agg(jsonb_build_object('kind', 'staff', 'id', s.id, 'name', s.name) order by named.place)
                  from unnest(e.mentions) with ordinality named (id, place)
                  join chat.staff s on s.tenant_id = e.tenant_id and s.id = named.id) as mentions,
               e.version + coalesce(sent.versions, 0) as staff_version, sent.delivery,
        """ + MessageFiles.OfEntry + """

        from chat.entries e
        join chat.chats c on c.tenant_id = e.tenant_id and c.id = e.chat_id
        left join chat.people author on author.tenant_id = e.tenant_id and author.kind = e.author_kind and author.id = e.author_id
        left join chat.staff about on about.tenant_id = e.tenant_id and about.id = e.about_id
        left join lateral (
          select sum(d.version)::bigint as versions,
                 jsonb_agg(
                   jsonb_build_object('channel', d.channel, 'state', d.state, 'error', d.error, 'at', d.at)
                   order by d.channel desc, d.notification_id) as delivery
            from chat.deliveries d
           where d.tenant_id = e.tenant_id and d.meet_id = e.meet_id) sent on e.meet_id is not null
        where e.tenant_id = @tenant

        """;

    private const string ById = Columns + "and e.id = @entry";

    private const string ByIds = Columns + "and e.id = any(@entries)";

    private const string ByClientId = Columns + "and e.chat_id = @chat and e.author_id = @author and e.client_id = @clientId";

    private const string ForStaff = Columns + """
        and e.chat_id = @chat and (@before::bigint is null or e.position < @before)
        order by e.position desc limit @limit
        """;

    private const string ForCustomer = Columns + """
        and e.chat_id = @chat and e.customer_position is not null
        and (@before::bigint is null or e.customer_position < @before)
        order by e.customer_position desc limit @limit
        """;

    public static Task<EntryRow> GetAsync(NpgsqlConnection connection, string tenant, Guid entry) =>
        connection.QuerySingleAsync<EntryRow>(ById, new { tenant, entry });

    public static async Task<IReadOnlyList<EntryRow>> ListAsync(NpgsqlConnection connection, string tenant, Guid[] entries) =>
        entries is [var only]
        // As with a chat: the plan for one is kept.
        ? (await connection.QueryAsync<EntryRow>(ById, new { tenant, entry = only })).AsList()
        : (await connection.QueryAsync<EntryRow>(ByIds, new { tenant, entries })).AsList();

    /// <summary>The message that this author sent before under the same id, if they did.</summary>
    public static Task<EntryRow?> FindSentAsync(NpgsqlConnection connection, string tenant, Guid chat, Guid author, Guid clientId) =>
        connection.QuerySingleOrDefaultAsync<EntryRow>(ByClientId, new { tenant, chat, author, clientId });

    /// <summary>Newest first: the <paramref name="limit"/> entries before a position of that reader's counting.</summary>
    public static async Task<IReadOnlyList<EntryRow>> TimelineAsync(
        NpgsqlConnection connection, string tenant, Guid chat, PersonKind reader, long? before, int limit) =>
        (await connection.QueryAsync<EntryRow>(
            reader == PersonKind.Staff ? ForStaff : ForCustomer, new { tenant, chat, before, limit })).AsList();
}
