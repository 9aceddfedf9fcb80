using Dapper;
using Meet.Chat.Files;
using Npgsql;

namespace Meet.Chat.Rooms;

/// <summary>Reads a room's entries with the names that their views show. Who may read them has been asked before.</summary>
internal static class RoomEntryQueries
{
    private const string Columns = """
        select e.id, e.room_id, e.position, e.version, e.kind, e.author_id, author.name as author_name, e.text, e.client_id, e.meet, e.at,
               (select jsonb_agg(jsonb_build_object('kind', 'staff', 'id', s.id, 'name', s.name) order by named.place)
                  from unnest(e.mentions) with ordinality named (id, place)
                  join chat.staff s on s.tenant_id = e.tenant_id and s.id = named.id) as mentions,
        """ + MessageFiles.OfRoomEntry + """

        from chat.room_entries e
        left join chat.staff author on author.tenant_id = e.tenant_id and author.id = e.author_id
        where e.tenant_id = @tenant

        """;

    private const string ById = Columns + "and e.id = @entry";

    private const string ByIds = Columns + "and e.id = any(@entries)";

    private const string ByClientId = Columns + "and e.room_id = @room and e.author_id = @author and e.client_id = @clientId";

    private const string Newest = Columns + """
        and e.room_id = @room and (@before::bigint is null or e.position < @before)
        order by e.position desc limit @limit
        """;

    public static Task<RoomEntryRow> GetAsync(NpgsqlConnection connection, string tenant, Guid entry) =>
        connection.QuerySingleAsync<RoomEntryRow>(ById, new { tenant, entry });

    public static async Task<IReadOnlyList<RoomEntryRow>> ListAsync(NpgsqlConnection connection, string tenant, Guid[] entries) =>
        (await connection.QueryAsync<RoomEntryRow>(ByIds, new { tenant, entries })).AsList();

    /// <summary>The message that this author sent before under the same id, if they did.</summary>
    public static Task<RoomEntryRow?> FindSentAsync(NpgsqlConnection connection, string tenant, Guid room, Guid author, Guid clientId) =>
        connection.QuerySingleOrDefaultAsync<RoomEntryRow>(ByClientId, new { tenant, room, author, clientId });

    /// <summary>Newest first: the <paramref name="limit"/> entries before a position.</summary>
    public static async Task<IReadOnlyList<RoomEntryRow>> TimelineAsync(
        NpgsqlConnection connection, string tenant, Guid room, long? before, int limit) =>
        (await connection.QueryAsync<RoomEntryRow>(Newest, new { tenant, room, before, limit })).AsList();
}
