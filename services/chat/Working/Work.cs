using Dapper;
using Meet.Chat.Database;
using Meet.EventStore;
using Npgsql;

namespace Meet.Chat.Working;

/// <summary>
/// One change for one tenant: rows and events are committed together or not at all. What the events tell is published from the
/// log afterwards (<see cref="Publishing.ChatPublisher"/>), so nothing is told that was not stored.
/// </summary>
internal sealed class Work : IAsyncDisposable
{
    private readonly IEventSession _session;

    private Work(IEventSession session, DateTimeOffset now) => (_session, Now) = (session, now);

    public string TenantId => _session.TenantId;

    /// <summary>The instant that this change happens at; one for all its rows.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Inside the transaction; row level security shows the tenant's rows only.</summary>
    public NpgsqlConnection Connection => _session.Connection!;

    public static async Task<Work> BeginAsync(IEventStore store, string tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var work = new Work(store.LightweightSession(tenant), now);
        try
        {
            await work._session.BeginTransactionAsync(cancellationToken);
            await work.ExecuteAsync(ChatDatabase.EnterTenant, new { tenant });
            return work;
        }
        catch
        {
            await work.DisposeAsync();
            throw;
        }
    }

    public void Append(Guid stream, object @event) => _session.Events.Append(stream, @event);

    public Task<int> ExecuteAsync(string sql, object arguments) => Connection.ExecuteAsync(sql, arguments, _session.Transaction);

    public Task<T?> FindAsync<T>(string sql, object arguments) =>
        Connection.QuerySingleOrDefaultAsync<T>(sql, arguments, _session.Transaction);

    public async Task<List<T>> ListAsync<T>(string sql, object arguments) =>
        (await Connection.QueryAsync<T>(sql, arguments, _session.Transaction)).AsList();

    public Task CommitAsync(CancellationToken cancellationToken) => _session.SaveChangesAsync(cancellationToken);

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}

/// <summary>Begins <see cref="Work"/> at the clock's now.</summary>
internal sealed class Works(IEventStore store, TimeProvider time)
{
    public Task<Work> BeginAsync(string tenant, CancellationToken cancellationToken) =>
        Work.BeginAsync(store, tenant, time.GetUtcNow(), cancellationToken);
}
