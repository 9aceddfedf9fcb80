using Npgsql;
using NpgsqlTypes;

namespace Meet.EventStore;

/// <summary>
/// The right to run one subscription: a session-level advisory lock, so it ends with its connection, whatever happens to the
/// process. All database work of the holder goes over that very connection: work that arrives proves that the lock is held.
/// </summary>
internal sealed class Lease : IAsyncDisposable
{
    // A holder that vanishes without closing its socket (a lost node) is noticed by the server after about 5 + 3 * 2 s.
    private const string Acquire = """
        select pg_try_advisory_lock(hashtextextended($1, 0)),
            set_config('tcp_keepalives_idle', '5', false),
            set_config('tcp_keepalives_interval', '2', false),
            set_config('tcp_keepalives_count', '3', false)
        """;

    private const string Release = "select pg_advisory_unlock_all(), set_config('tcp_keepalives_idle', '0', false)";

    private readonly string _channel;

    private Lease(NpgsqlConnection connection, string channel) => (Connection, _channel) = (connection, channel);

    public NpgsqlConnection Connection { get; }

    /// <summary>Set by a holder that stops: the next one is told at once. One that failed is not to call itself back.</summary>
    public bool HandsOver { get; set; }

    /// <returns>Null if another session has it.</returns>
    public static async Task<Lease?> TryAcquireAsync(PostgresEventStore store, string name, CancellationToken cancellationToken)
    {
        var schema = store.Options.DatabaseSchemaName;
        var lease = new Lease(await store.DataSource.OpenConnectionAsync(cancellationToken), ReplicaNotifier.Channel(schema));
        try
        {
            await using var command = new NpgsqlCommand(Acquire, lease.Connection).With(NpgsqlDbType.Text, $"{schema}.{name}");
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
                return lease;
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }

        await lease.DisposeAsync();
        return null;
    }

    /// <exception cref="NpgsqlException">The connection, and with it the lease, is gone.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select 1", Connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lets go; nothing happens if the lock is somebody else's.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Connection.State == System.Data.ConnectionState.Open)
            {
                // Unlocked explicitly, because a pool that is told not to reset its connections would keep the lock.
                await using var command = new NpgsqlCommand(HandsOver ? $"{Release}, pg_notify($1, $2)" : Release, Connection);
                if (HandsOver)
                    command.With(NpgsqlDbType.Text, _channel).With(NpgsqlDbType.Text, ReplicaNotifier.Released);
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            // Gone already: then so is the lock.
        }

        await Connection.DisposeAsync();
    }
}
