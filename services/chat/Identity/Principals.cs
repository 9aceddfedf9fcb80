using Dapper;
using Meet.Chat.Database;
using Meet.Contracts;
using Meet.Contracts.Identity;

namespace Meet.Chat.Identity;

/// <summary>Who stands behind a session, as they are now.</summary>
internal sealed class Principals(ChatDatabase database)
{
    private const string Staff = """
        select t.name as tenant_name, s.name, s.operator_seat, s.admin
          from chat.tenants t join chat.staff s on s.tenant_id = t.id
         where t.id = @tenant and s.id = @person
        """;

    private const string Customer = """
        select t.name as tenant_name, c.name, false as operator_seat, false as admin
          from chat.tenants t join chat.customers c on c.tenant_id = t.id
         where t.id = @tenant and c.id = @person
        """;

    /// <summary>Null when the person is gone.</summary>
    /// <param name="chat">Of a link's session: the one that it may see.</param>
    public async Task<Principal?> FindAsync(
        string tenant, PersonKind kind, Guid person, Guid session, Guid? chat, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(kind == PersonKind.Staff ? Staff : Customer, new { tenant, person });
        return row is null ? null : new Principal
        {
            TenantId = tenant,
            TenantName = row.TenantName,
            PersonKind = Words.Of(kind),
            PersonId = person.ToString(),
            Name = row.Name,
            SessionId = session.ToString(),
            OperatorSeat = row.OperatorSeat,
            Admin = row.Admin,
            ChatId = chat?.ToString() ?? "",
        };
    }

    private sealed class Row
    {
        public string TenantName { get; init; } = "";
        public string Name { get; init; } = "";
        public bool OperatorSeat { get; init; }
        public bool Admin { get; init; }
    }
}
