using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using Meet.ServiceDefaults.Http;
using Npgsql;

namespace Meet.Meets.Store;

/// <summary>Reads of the rows beside the events; each names its tenant.</summary>
internal sealed class MeetQueries(NpgsqlDataSource source)
{
    private const string One = $"select view::text from {MeetsSchema.Name}.meet_views where tenant_id = @tenant and meet_id = @meet";

    private const string OfChat = $"""
        select view::text from {MeetsSchema.Name}.meet_views
        where tenant_id = @tenant and chat_id = @chat order by started_at desc, meet_id desc limit 100
        """;

    private const string WithPerson = $"""
        select view::text from {MeetsSchema.Name}.meet_views
        where tenant_id = @tenant and (view @> @taking::jsonb or view @> @rung::jsonb)
        order by started_at desc, meet_id desc limit 100
        """;

    private const string OfPerson = $"""
        select view::text from {MeetsSchema.Name}.meet_views
        where tenant_id = @tenant and active @> array[@person]::uuid[] and cardinality(active) > 0 order by started_at
        """;

    private const string Claimed = $"""
        select kind, id, meet_id from {MeetsSchema.Name}.meet_claims
        where tenant_id = @tenant and ((kind in ('Chat', 'Internal') and id = @chat) or (kind = 'Person' and id = any(@people)))
        """;

    private const string NodesInUse = $"""
        select distinct media_node from {MeetsSchema.Name}.meet_views where cardinality(active) > 0 and media_node is not null
        """;

    private const string AtNode = $"""
        select tenant_id, meet_id from {MeetsSchema.Name}.meet_views
        where cardinality(active) > 0 and (media_node = @node or media_node is null)
        """;

    /// <summary>As staff see it; null when the tenant has no such Meet.</summary>
    public async Task<MeetView?> FindAsync(string tenant, Guid meet, CancellationToken cancellationToken) =>
        (await ReadAsync(One, new { tenant, meet }, cancellationToken)).FirstOrDefault();

    /// <summary>Newest first, 100 at most.</summary>
    public Task<ImmutableArray<MeetView>> OfChatAsync(string tenant, Guid chat, CancellationToken cancellationToken) =>
        ReadAsync(OfChat, new { tenant, chat }, cancellationToken);

    /// <summary>Those that somebody took part in or was rung by, newest first, 100 at most.</summary>
    public Task<ImmutableArray<MeetView>> WithPersonAsync(string tenant, Guid person, CancellationToken cancellationToken) => ReadAsync(
        WithPerson,
        new
        {
            tenant,
            taking = $$$"""{"participants":[{"person":{"id":"{{{person}}}"}}]}""",
            rung = $$$"""{"rings":[{"person":{"id":"{{{person}}}"}}]}""",
        },
        cancellationToken);

    /// <summary>The Meets that ring this person or that they are in.</summary>
    public Task<ImmutableArray<MeetView>> ActiveOfAsync(string tenant, Guid person, CancellationToken cancellationToken) =>
        ReadAsync(OfPerson, new { tenant, person }, cancellationToken);

    /// <summary>Which Meet has this chat, and which has each of these people.</summary>
    public async Task<IReadOnlyDictionary<Claim, Guid>> ClaimedAsync(
        string tenant, Guid chat, Guid[] people, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Kind, Guid Id, Guid MeetId)>(
            new CommandDefinition(Claimed, new { tenant, chat, people }, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => new Claim(Enum.Parse<ClaimKind>(row.Kind), row.Id), row => row.MeetId);
    }

    /// <summary>The media nodes, of all tenants' Meets that ring or are live.</summary>
    public async Task<IReadOnlyList<string>> NodesInUseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(new CommandDefinition(NodesInUse, cancellationToken: cancellationToken))];
    }

    /// <summary>All tenants' Meets that ring or are live and may live there; which ones do, the decider knows.</summary>
    public async Task<IReadOnlyList<(string Tenant, Guid MeetId)>> AtNodeAsync(string node, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(string, Guid)>(new CommandDefinition(AtNode, new { node }, cancellationToken: cancellationToken))];
    }

    private async Task<ImmutableArray<MeetView>> ReadAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var views = await connection.QueryAsync<string>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return [.. views.Select(json => JsonSerializer.Deserialize<MeetView>(json, JsonDefaults.Options)!)];
    }
}
