using Dapper;
using MassTransit;
using Meet.Contracts.Chat;
using Meet.Contracts.Notifications;
using Meet.ServiceDefaults.Bus;
using Npgsql;

namespace Meet.Notification.Publishing;

/// <summary>
/// Tells the other services how messages stand. The rows are the outbox: one whose version is newer than what was told is told until the
/// broker confirms it, so nothing is lost while it is down. States that followed each other quickly may come as one: the version says so.
/// </summary>
internal sealed partial class NotificationPublisher(NpgsqlDataSource source, IBus bus, ILogger<NotificationPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ConfirmedWithin = TimeSpan.FromSeconds(3);

    // Other replicas stay away while this one waits for the broker; by the database's clock, since it is about the life of a process.
    private const string Take = """
        update notification.messages m set publishing_until = now() + interval '4 seconds'
        from (
            select id from notification.messages
            where version > published_version and (publishing_until is null or publishing_until < now())
            order by changed_at limit 50 for update skip locked
        ) due
        where m.id = due.id
        returning m.tenant_id, m.id, m.meet_id, m.chat_id, m.customer_id, m.channel, m.state, m.error, m.version, m.changed_at
        """;

    private const string Told = """
        update notification.messages set published_version = greatest(published_version, @Version), publishing_until = null where id = @Id
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await TurnAsync(stoppingToken) == 0)
                    await Task.Delay(LookAgain, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Failed(logger, failure);
                await Task.Delay(LookAgain, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> TurnAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(Take, cancellationToken: cancellationToken))).AsList();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConfirmedWithin);
        foreach (var row in rows)
        {
            await bus.PublishConfirmedAsync(row.Message, limit.Token);
            await connection.ExecuteAsync(Told, new { row.Id, row.Version });
        }

        return rows.Count;
    }

    [LoggerMessage(8201, LogLevel.Warning, "News of messages could not be published; they are published again")]
    private static partial void Failed(ILogger logger, Exception failure);

    private sealed class Row
    {
        public string TenantId { get; init; } = "";
        public Guid Id { get; init; }
        public Guid MeetId { get; init; }
        public Guid ChatId { get; init; }
        public Guid CustomerId { get; init; }
        public DeliveryChannel Channel { get; init; }
        public DeliveryState State { get; init; }
        public string? Error { get; init; }
        public long Version { get; init; }
        public DateTimeOffset ChangedAt { get; init; }

        public NotificationChanged Message => new(TenantId, Id, MeetId, ChatId, CustomerId, Channel, State, Error, Version, ChangedAt);
    }
}
