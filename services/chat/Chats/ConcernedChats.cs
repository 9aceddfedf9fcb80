using Dapper;
using Meet.Chat.Working;
using Meet.Contracts;
using Npgsql;

namespace Meet.Chat.Chats;

/// <summary>
/// The chats whose views show something that changed elsewhere: a name, a presence, a setting. Their versions rise in the same
/// transaction; rows are locked in the order of their ids, so that two such changes cannot wait for each other.
/// </summary>
internal static class ConcernedChats
{
    private const string Raise = "update chat.chats c set version = version + 1, customer_version = customer_version + 1 from concerned where c.tenant_id = @tenant and c.id = concerned.id";

    private const string OfCustomer = "select id from chat.chats where tenant_id = @tenant and customer_id = @person";

    // A closed chat's assignee is history; whether they are there shows nowhere.
    private const string OfAssignee = "select id from chat.chats where tenant_id = @tenant and assignee_id = @person and state = 'open'";

    private const string OfTenant = "select id from chat.chats where tenant_id = @tenant and state = 'open' and source = 'web'";

    private const string InOrder = " order by id for update";

    public static Task TouchCustomersAsync(Work work, Guid person) => TouchAsync(work, OfCustomer, person);

    public static Task TouchAssigneesAsync(Work work, Guid person) => TouchAsync(work, OfAssignee, person);

    public static Task TouchTenantsAsync(Work work) => TouchAsync(work, OfTenant, Guid.Empty);

    public static async Task<IEnumerable<Guid>> OfPersonAsync(NpgsqlConnection connection, string tenant, PersonKind kind, Guid person) =>
        await connection.QueryAsync<Guid>(kind == PersonKind.Customer ? OfCustomer : OfAssignee, new { tenant, person });

    public static async Task<IEnumerable<Guid>> OfTenantAsync(NpgsqlConnection connection, string tenant) =>
        await connection.QueryAsync<Guid>(OfTenant, new { tenant });

    private static Task<int> TouchAsync(Work work, string which, Guid person) =>
        work.ExecuteAsync($"with concerned as ({which}{InOrder}) {Raise}", new { tenant = work.TenantId, person });
}
