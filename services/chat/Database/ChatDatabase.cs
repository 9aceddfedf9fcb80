using Dapper;
using Npgsql;

namespace Meet.Chat.Database;

/// <summary>
/// Connections for reading. Each is opened for one tenant, and row level security shows it no other's rows; writing goes
/// through <see cref="Working.Work"/>.
/// </summary>
internal sealed class ChatDatabase(NpgsqlDataSource source)
{
    public const string Schema = "chat";

    /// <summary>Names the tenant to PostgreSQL until the connection is closed, or opened for another one.</summary>
    public const string EnterTenant = "select set_config('meet.tenant', @tenant, false)";

    public async Task<NpgsqlConnection> OpenAsync(string tenant, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(EnterTenant, new { tenant }, cancellationToken: cancellationToken));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>For what is found before a tenant is known: sessions, logins, connections. Sees no chat.</summary>
    public Task<NpgsqlConnection> OpenDirectoryAsync(CancellationToken cancellationToken) => OpenAsync("", cancellationToken);
}
