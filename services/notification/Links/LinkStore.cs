using Dapper;
using Npgsql;

namespace Meet.Notification.Links;

/// <summary>What a link is bound to.</summary>
internal sealed record LinkTarget(string TenantId, Guid MeetId, Guid ChatId, Guid CustomerId);

internal sealed record NewLink(string Token, DateTimeOffset ExpiresAt);

/// <summary>The links that there are, by their tokens' hashes.</summary>
internal sealed class LinkStore(NpgsqlDataSource source, TimeProvider time)
{
    private const string Insert = """
        insert into notification.links (hash, tenant_id, meet_id, chat_id, customer_id, max_openings, created_at, expires_at)
        values (@hash, @tenant, @meet, @chat, @customer, @openings, @now, @expires)
        """;

    // One statement: of two that open the last time, one does.
    private const string Use = """
        update notification.links set openings = openings + 1
         where hash = @hash and expires_at > @now and openings < max_openings
        returning tenant_id, meet_id, chat_id, customer_id
        """;

    private const string FindMeet = """
        select tenant_id, meet_id, chat_id, customer_id from notification.meets
         where tenant_id = @tenant and meet_id = @meet and customer_id = @customer and (@chat::uuid is null or chat_id = @chat) and over_at is null
        """;

    /// <summary>A message's link, in the transaction that makes the message.</summary>
    public static Task<NewLink> AddAsync(NpgsqlConnection connection, LinkTarget target, DateTimeOffset now) =>
        AddAsync(connection, target, LinkLife.Openings, now, now + LinkLife.AtMost);

    /// <summary>Null alike for what was never made, has expired, or was used up.</summary>
    public async Task<LinkTarget?> OpenAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<LinkTarget>(new CommandDefinition(
            Use, new { hash = LinkToken.Hash(token), now = time.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    /// <summary>Null when this customer has no such Meet, or it is over.</summary>
    /// <param name="chat">The one chat of the asking session; null when it has them all.</param>
    public async Task<NewLink?> HandOverAsync(string tenant, Guid customer, Guid? chat, Guid meet, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var target = await connection.QuerySingleOrDefaultAsync<LinkTarget>(new CommandDefinition(
            FindMeet, new { tenant, customer, chat, meet }, cancellationToken: cancellationToken));
        if (target is null)
            return null;
        var now = time.GetUtcNow();
        return await AddAsync(connection, target, LinkLife.HandoverOpenings, now, now + LinkLife.Handover);
    }

    private static async Task<NewLink> AddAsync(
        NpgsqlConnection connection, LinkTarget target, int openings, DateTimeOffset now, DateTimeOffset expires)
    {
        var token = LinkToken.Create();
        await connection.ExecuteAsync(Insert, new
        {
            hash = LinkToken.Hash(token), tenant = target.TenantId, meet = target.MeetId, chat = target.ChatId, customer = target.CustomerId,
            openings, now, expires,
        });
        return new NewLink(token, expires);
    }
}
