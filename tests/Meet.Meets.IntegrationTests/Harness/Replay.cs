using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Meet.EventStore;
using Meet.Meets.Domain;
using Meet.Meets.Store;
using Meet.Meets.Views;
using Meet.ServiceDefaults.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Meet.Meets.IntegrationTests.Harness;

/// <summary>Reads back every event there is, folds each stream anew, and compares with what stands in the rows.</summary>
internal static class Replay
{
    /// <returns>How many Meets were replayed.</returns>
    public static async Task<int> EverythingAsync(NpgsqlDataSource database)
    {
        await using var services = StoreOn(database);
        var store = services.GetRequiredService<IEventStore>();
        await using var connection = await database.OpenConnectionAsync();
        // One snapshot for the comparison: other tests may be writing.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        var streams = (await connection.QueryAsync<(string Tenant, Guid Id, long Version)>(
            "select tenant_id, id, version from meets.mt_streams where type = 'meet'")).AsList();
        foreach (var (tenant, id, version) in streams)
        {
            await using var session = store.LightweightSession(tenant);
            var events = await session.Events.FetchStreamAsync(id, version);
            var life = Evolution.Fold(events.Select(stored => (MeetEvent)stored.Data));
            await CompareAsync(connection, life);
        }

        return streams.Count;
    }

    /// <summary>The service's own way of storing, without its subscription.</summary>
    public static ServiceProvider StoreOn(NpgsqlDataSource database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(database);
        services.AddEventStore(StoreFeature.Options());
        return services.BuildServiceProvider();
    }

    private static async Task CompareAsync(NpgsqlConnection connection, MeetLife life)
    {
        var key = new { tenant = life.TenantId, meet = life.Id };
        var view = await connection.QuerySingleAsync<string>(
            "select view::text from meets.meet_views where tenant_id = @tenant and meet_id = @meet", key);
        var folded = JsonSerializer.Serialize(MeetViews.ForStaff(life), JsonDefaults.Options);
        JsonNode.DeepEquals(JsonNode.Parse(view), JsonNode.Parse(folded)).ShouldBeTrue($"stored {view}, folded {folded}");
        var claims = await connection.QueryAsync<(string Kind, Guid Id)>(
            "select kind, id from meets.meet_claims where tenant_id = @tenant and meet_id = @meet", key);
        claims.ShouldBe(Domain.Claims.Of(life).Select(claim => (claim.Kind.ToString(), claim.Id)), ignoreOrder: true);
        var deadlines = await connection.QueryAsync<(string Kind, Guid Subject)>(
            "select kind, subject from meets.meet_deadlines where tenant_id = @tenant and meet_id = @meet", key);
        deadlines.ShouldBe(Deadlines.Of(life).Select(deadline => (deadline.Kind.ToString(), deadline.Subject)), ignoreOrder: true);
    }
}
