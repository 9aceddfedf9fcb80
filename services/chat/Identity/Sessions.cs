using Dapper;
using Meet.Chat.Database;
using Meet.Chat.Events;
using Meet.Chat.Working;
using Meet.Contracts;

namespace Meet.Chat.Identity;

/// <summary>
/// Sessions (docs/adr/0005). Staff: 12 h after they were last used. Customers: 180 days after they began, because a customer who
/// comes back next month wants to find their chats. A link's: a day, for one chat.
/// </summary>
internal sealed class Sessions(ChatDatabase database, Works works, TimeProvider time)
{
    public static readonly TimeSpan StaffLife = TimeSpan.FromHours(12);
    public static readonly TimeSpan CustomerLife = TimeSpan.FromDays(180);
    public static readonly TimeSpan LinkLife = TimeSpan.FromDays(1);

    // A used session is prolonged when this much of its life is gone, not at every request.
    private static readonly TimeSpan Prolong = TimeSpan.FromMinutes(5);

    private const string Insert = """
        insert into chat.sessions (id, token_hash, tenant_id, person_kind, person_id, chat_id, created_at, expires_at)
        values (@id, @hash, @tenant, @kind, @person, @chat, @now, @expires)
        """;

    private const string Find = """
        select s.id, s.tenant_id, t.name as tenant_name, s.person_kind, s.person_id, s.chat_id, s.expires_at
          from chat.sessions s join chat.tenants t on t.id = s.tenant_id
         where s.token_hash = @hash and s.expires_at > @now
        """;

    private const string Renew = "update chat.sessions set expires_at = @expires where id = @id and expires_at < @expires";

    private const string Delete = "delete from chat.sessions where id = @id";

    private const string DeleteExpired = "delete from chat.sessions where expires_at <= @now";

    /// <summary>Starts one for a person known to exist, in the same transaction as what led to it.</summary>
    /// <param name="chat">For a link's session: the one that it may see.</param>
    public static async Task<NewSession> StartAsync(Work work, PersonKind kind, Guid person, TimeSpan life, Guid? chat = null)
    {
        var token = SessionToken.Create();
        var expires = work.Now + life;
        var id = Guid.CreateVersion7(work.Now);
        await work.ExecuteAsync(Insert, new
        {
            id, hash = SessionToken.Hash(token), tenant = work.TenantId, kind = Words.Of(kind), person, chat, now = work.Now, expires,
        });
        return new NewSession(token, id, expires) { ChatId = chat };
    }

    /// <summary>Null when the token opens nothing, or nothing any more.</summary>
    public async Task<Session?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        var now = time.GetUtcNow();
        var session = await connection.QuerySingleOrDefaultAsync<Session>(Find, new { hash = SessionToken.Hash(token), now });
        if (session is { PersonKind: PersonKind.Staff } && session.ExpiresAt < now + StaffLife - Prolong)
            await connection.ExecuteAsync(Renew, new { id = session.Id, expires = now + StaffLife });
        return session;
    }

    /// <summary>Ends it and tells so; nothing happens for a token that opens nothing.</summary>
    public async Task EndAsync(string token, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not { } session)
            return;
        await using var work = await works.BeginAsync(session.TenantId, cancellationToken);
        if (await work.ExecuteAsync(Delete, new { id = session.Id }) == 0)
            return;
        work.Append(session.Id, new PersonSessionEnded(session.Id));
        await work.CommitAsync(cancellationToken);
    }

    public async Task<int> DeleteExpiredAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        return await connection.ExecuteAsync(DeleteExpired, new { now = time.GetUtcNow() });
    }
}

internal sealed record NewSession(string Token, Guid Id, DateTimeOffset ExpiresAt)
{
    public Guid? ChatId { get; init; }
}

internal sealed class Session
{
    public Guid Id { get; init; }
    public string TenantId { get; init; } = "";
    public string TenantName { get; init; } = "";
    public PersonKind PersonKind { get; init; }
    public Guid PersonId { get; init; }
    public Guid? ChatId { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
}
