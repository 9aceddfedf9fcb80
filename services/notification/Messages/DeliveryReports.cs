using Dapper;
using Npgsql;

namespace Meet.Notification.Messages;

/// <summary>What a provider tells later of a message that it took. The first word is the last: reports repeat, and come in any order.</summary>
internal sealed class DeliveryReports(NpgsqlDataSource source, TimeProvider time)
{
    // A report can be here before the answer to our request is: then the row is still queued.
    private const string End = """
        update notification.messages
           set state = @state, error = @error, version = version + 1, changed_at = @now,
               recipient = null, sender = null, subject = null, body = null, due_at = null, leased_until = null, leased_by = null, doubtful = false
         where id = @message and channel = 'sms' and state in ('queued', 'sent')
        """;

    public async Task WriteAsync(Guid message, string state, string? error, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            End, new { message, state, error, now = time.GetUtcNow() }, cancellationToken: cancellationToken));
    }
}
