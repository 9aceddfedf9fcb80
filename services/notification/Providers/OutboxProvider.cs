using Dapper;
using Npgsql;

namespace Meet.Notification.Providers;

/// <summary>
/// Sends nothing: keeps messages for the developer's page, so that the product can be tried without an account anywhere. In production
/// it keeps nothing either, and says that no provider was chosen.
/// </summary>
internal sealed class OutboxProvider(NpgsqlDataSource source, IHostEnvironment environment, TimeProvider time) : IMessageProvider
{
    private const string Keep = """
        insert into notification.outbox (id, channel, recipient, sender, subject, body, at)
        values (@id, @channel, @to, @from, @subject, @text, @now)
        on conflict (id) do nothing
        """;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (environment.IsProduction())
            return new SendOutcome.Refused(SendErrors.NoProvider);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var row = new
        {
            id = message.Id, channel = Words.Of(message.Channel), to = message.To, from = message.From, subject = message.Subject,
            text = message.Text, now = time.GetUtcNow(),
        };
        await connection.ExecuteAsync(new CommandDefinition(Keep, row, cancellationToken: cancellationToken));
        return new SendOutcome.Sent();
    }
}
