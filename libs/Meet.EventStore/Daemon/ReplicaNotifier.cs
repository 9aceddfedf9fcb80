using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Meet.EventStore;

/// <summary>Tells other replicas of this one's commits, and hears of theirs. Losing a message costs one poll interval.</summary>
/// <remarks>
/// The NOTIFY is not part of the append's transaction: PostgreSQL holds a database-wide lock from a notifying transaction's
/// pre-commit to its end, which would make all appends commit one after the other.
/// </remarks>
internal sealed class ReplicaNotifier(PostgresEventStore store, TimeProvider time, ILogger logger)
{
    /// <summary>The message of a replica that hands its leases over; every other message is the sender's id and tells of commits.</summary>
    public const string Released = "released";

    private readonly AsyncSignal _dirty = new();
    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly string _channel = Channel(store.Options.DatabaseSchemaName);

    public static string Channel(string schema) => $"mt_events_{schema}";

    public void EventsCommitted() => _dirty.Set();

    /// <param name="isNeeded">Whether some subscription may run elsewhere.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async Task SendAsync(Func<bool> isNeeded, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _dirty.WaitAsync(cancellationToken);
            if (!isNeeded())
                continue;
            try
            {
                await using var command = store.DataSource.CreateCommand("select pg_notify($1, $2)")
                    .With(NpgsqlDbType.Text, _channel)
                    .With(NpgsqlDbType.Text, _instance);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                logger.NotifyFailed(error);
            }

            await Task.Delay(store.Options.Daemon.NotifyInterval, time, cancellationToken);
        }
    }

    public async Task ListenAsync(Action committed, Action released, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var connection = await store.DataSource.OpenConnectionAsync(cancellationToken);
                connection.Notification += (_, message) =>
                {
                    if (message.Payload == Released)
                        released();
                    else if (message.Payload != _instance)
                        committed();
                };
                await using (var listen = new NpgsqlCommand($"listen {_channel}", connection))
                    await listen.ExecuteNonQueryAsync(cancellationToken);
                committed();
                released();
                while (true)
                    await connection.WaitAsync(cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                logger.ListenFailed(error);
                await Task.Delay(store.Options.Daemon.LeaseRetryInterval, time, cancellationToken);
            }
        }
    }
}
