using System.Text.Json;
using Dapper;
using Meet.Chat.Chats;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Http;
using Npgsql;

namespace Meet.Chat.People;

/// <summary>One line of a customer's profile, such as a label 会員ランク with the value ゴールド.</summary>
internal sealed record ProfileField(string Label, string Value);

/// <param name="Phone">E.164.</param>
/// <param name="Locale"><c>ja</c> or <c>en</c>: what their page was in when they first came.</param>
/// <param name="Source">Where they came from first.</param>
internal sealed record CustomerProfile(
    PersonRef Person,
    PresenceState Presence,
    IReadOnlyList<ProfileField> Fields,
    string? Email,
    string? Phone,
    string Locale,
    ChatSource Source,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt);

internal static class CustomerProfiles
{
    private const string Columns = """
        select c.id, c.name, c.fields, c.email, c.phone, c.locale, c.source, c.first_seen_at, c.last_seen_at,
               coalesce(p.state, 'offline') as presence
          from chat.customers c
          left join chat.presence p on p.tenant_id = c.tenant_id and p.person_kind = 'customer' and p.person_id = c.id
         where c.tenant_id = @tenant

        """;

    private const string ById = Columns + "and c.id = @customer";

    private const string Search = Columns + """
         and (@like::text is null or c.name ilike @like or c.email ilike @like or c.phone like @digits)
         and (@at::timestamptz is null or (c.last_seen_at, c.id) < (@at, @id))
         order by c.last_seen_at desc, c.id desc limit @limit
        """;

    public static async Task<CustomerProfile?> FindAsync(NpgsqlConnection connection, string tenant, Guid customer) =>
        (await connection.QuerySingleOrDefaultAsync<Row>(ById, new { tenant, customer }))?.Profile();

    /// <summary>Who was seen last comes first.</summary>
    /// <param name="like">For names and addresses; null finds everybody.</param>
    /// <param name="digits">For numbers.</param>
    public static async Task<List<CustomerProfile>> SearchAsync(
        NpgsqlConnection connection, string tenant, string? like, string? digits, ChatCursor? after, int limit) =>
        [.. (await connection.QueryAsync<Row>(Search, new { tenant, like, digits, at = after?.At, id = after?.Id, limit })).Select(row => row.Profile())];

    private sealed class Row
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string Fields { get; init; } = "[]";
        public string? Email { get; init; }
        public string? Phone { get; init; }
        public string Locale { get; init; } = "";
        public ChatSource Source { get; init; }
        public DateTimeOffset FirstSeenAt { get; init; }
        public DateTimeOffset LastSeenAt { get; init; }
        public PresenceState Presence { get; init; }

        public CustomerProfile Profile() => new(
            new PersonRef(PersonKind.Customer, Id, Name),
            Presence,
            JsonSerializer.Deserialize<List<ProfileField>>(Fields, JsonDefaults.Options) ?? [],
            Email,
            Phone,
            Locale,
            Source,
            FirstSeenAt,
            LastSeenAt);
    }
}
