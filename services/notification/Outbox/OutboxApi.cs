using Dapper;
using Meet.Contracts.Chat;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Meet.Notification.Outbox;

/// <param name="From">Empty: the provider's own sender.</param>
/// <param name="Subject">Of an e-mail.</param>
internal sealed record OutboxMessage(
    Guid Id, DeliveryChannel Channel, string To, string From, string Text, string? Subject, DateTimeOffset At, DeliveryState State);

internal sealed record OutboxList(IReadOnlyList<OutboxMessage> Items);

/// <summary>The developer's look at what would have been sent. Not there at all in production.</summary>
internal static class OutboxApi
{
    private const string Newest = """
        select o.id, o.channel, o.recipient, o.sender, o.body, o.subject, o.at, m.state
          from notification.outbox o join notification.messages m on m.id = o.id
         order by o.at desc, o.id desc limit 100
        """;

    public static void MapOutbox(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/notifications/outbox", ListAsync).WithTags("Notifications").AllowAnonymous();

    private static async Task<Ok<OutboxList>> ListAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(Newest, cancellationToken: cancellationToken));
        return TypedResults.Ok(new OutboxList([.. rows.Select(row =>
            new OutboxMessage(row.Id, row.Channel, row.Recipient, row.Sender, row.Body, row.Subject, row.At, row.State))]));
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public DeliveryChannel Channel { get; init; }
        public string Recipient { get; init; } = "";
        public string Sender { get; init; } = "";
        public string Body { get; init; } = "";
        public string? Subject { get; init; }
        public DateTimeOffset At { get; init; }
        public DeliveryState State { get; init; }
    }
}
