using Dapper;
using Meet.Chat.Database;
using Meet.Contracts;
using Meet.Contracts.Presence;

namespace Meet.Chat.Presence;

/// <summary>
/// The live connections as signaling's replicas report them. Nothing here says what they mean: see <see cref="PresenceStates"/>.
/// </summary>
internal sealed class Connections(ChatDatabase database, TimeProvider time)
{
    /// <summary>A replica that was silent this long is gone, and its connections with it.</summary>
    public static readonly TimeSpan ReplicaLife = TimeSpan.FromSeconds(15);

    // The row's lock also keeps one replica's reports in order.
    private const string Hear = """
        insert into chat.replicas as r (id, heard_at) values (@replica, @now)
        on conflict (id) do update set heard_at = greatest(r.heard_at, excluded.heard_at)
        """;

    private const string Upsert = """
        insert into chat.connections as c (replica_id, connection_id, tenant_id, person_kind, person_id, idle_since, microphone, sound)
        select @replica, u.id, u.tenant, u.kind, u.person, to_timestamp(u.idle_ms / 1000.0), u.microphone, u.sound
        from unnest(@ids::text[], @tenants::text[], @kinds::text[], @people::uuid[], @idle::bigint[], @microphones::text[], @sounds::boolean[])
          as u (id, tenant, kind, person, idle_ms, microphone, sound)
        on conflict (replica_id, connection_id) do update
          set idle_since = excluded.idle_since, microphone = excluded.microphone, sound = excluded.sound
          where (c.idle_since, c.microphone, c.sound) is distinct from (excluded.idle_since, excluded.microphone, excluded.sound)
        returning tenant_id, person_kind, person_id
        """;

    private const string Close = """
        delete from chat.connections where replica_id = @replica and connection_id = any(@closed)
        returning tenant_id, person_kind, person_id
        """;

    private const string CloseOthers = """
        delete from chat.connections where replica_id = @replica and not connection_id = any(@ids)
        returning tenant_id, person_kind, person_id
        """;

    private const string ForgetSilent = "delete from chat.replicas where heard_at <= @silentSince";

    /// <summary>Takes over a report. Returns whom it concerns: people with a connection more, less, or changed.</summary>
    public async Task<IReadOnlyCollection<PersonKey>> ReportAsync(
        Guid replica, bool full, IReadOnlyCollection<Reported> reported, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var open = reported.Where(each => !each.Closed).DistinctBy(each => each.ConnectionId).ToArray();
        var arguments = new
        {
            replica,
            now = time.GetUtcNow(),
            ids = open.Select(each => each.ConnectionId).ToArray(),
            tenants = open.Select(each => each.Person.TenantId).ToArray(),
            kinds = open.Select(each => each.Person.PersonKind).ToArray(),
            people = open.Select(each => each.Person.PersonId).ToArray(),
            idle = open.Select(each => each.IdleSince?.ToUnixTimeMilliseconds()).ToArray(),
            microphones = open.Select(each => each.Microphone).ToArray(),
            sounds = open.Select(each => each.Sound).ToArray(),
            closed = reported.Where(each => each.Closed).Select(each => each.ConnectionId).ToArray(),
        };
        await connection.ExecuteAsync(Hear, arguments);
        var concerned = new HashSet<PersonKey>(await connection.QueryAsync<PersonKey>(Upsert, arguments));
        concerned.UnionWith(await connection.QueryAsync<PersonKey>(full ? CloseOthers : Close, arguments));
        await transaction.CommitAsync(cancellationToken);
        return concerned;
    }

    public async Task ForgetSilentReplicasAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        await connection.ExecuteAsync(ForgetSilent, new { silentSince = time.GetUtcNow() - ReplicaLife });
    }
}

/// <param name="IdleSince">Not null: the page has said that nobody touches it; it says so after 4 min 30 s (docs/signaling.md).</param>
internal sealed record Reported(string ConnectionId, PersonKey Person, bool Closed, DateTimeOffset? IdleSince)
{
    /// <summary>As the page tells: granted, prompt or denied; empty while it has not told.</summary>
    public string Microphone { get; init; } = "";

    /// <summary>The browser lets the page ring.</summary>
    public bool Sound { get; init; }

    /// <summary>Null when the report is malformed: such a connection is left out rather than the whole report refused.</summary>
    public static Reported? From(Connection connection) =>
        connection.ConnectionId.Length is > 0 and <= 200
        && connection.TenantId.Length > 0
        && connection.PersonKind is "staff" or "customer"
        && Guid.TryParse(connection.PersonId, out var person)
            ? new Reported(
                connection.ConnectionId,
                new PersonKey { TenantId = connection.TenantId, PersonKind = connection.PersonKind, PersonId = person },
                connection.Closed,
                connection.IdleSinceUnixMs > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(connection.IdleSinceUnixMs) : null)
            {
                Microphone = connection.Microphone is "granted" or "prompt" or "denied" ? connection.Microphone : "",
                Sound = connection.Sound,
            }
            : null;
}

/// <summary>Somebody, as the directory's tables name them.</summary>
internal sealed record PersonKey
{
    public string TenantId { get; init; } = "";
    public string PersonKind { get; init; } = "";
    public Guid PersonId { get; init; }

    public PersonKind Kind => PersonKind == "staff" ? Contracts.PersonKind.Staff : Contracts.PersonKind.Customer;
}
