using System.Text.Json.Nodes;
using Meet.Testing;

namespace Meet.EventStore.IntegrationTests;

public sealed class UpcastingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private sealed record Moved(string From, string To, int Floors);

    private sealed record MovedV2(string From, string To);

    private sealed record MovedV3(string From, string To, int Floors);

    [Fact]
    public async Task Old_versions_pass_every_step_up_to_the_current_type()
    {
        var store = await TestStore.CreateAsync(postgres, options => options
            .Map<Moved>("moved", 3)
            .Upcast("moved", 1, json => new JsonObject { ["from"] = "?", ["to"] = json["target"]!.DeepClone() })
            .Upcast<MovedV2, MovedV3>("moved", 2, old => new MovedV3(old.From, old.To, Floors: 0)));
        var account = await store.OpenAsync();
        await InsertAsync(store, account, 2, "moved_v1", """{"target": "Osaka"}""");
        await InsertAsync(store, account, 3, "moved_v2", """{"from": "Osaka", "to": "Kyoto"}""");
        await InsertAsync(store, account, 4, "moved_v3", """{"from": "Kyoto", "to": "Nara", "floors": 2}""");

        await using var session = store.Session();
        var events = await session.Events.FetchStreamAsync(account);

        events.Skip(1).Select(e => e.Data).ShouldBe(
            [new Moved("?", "Osaka", 0), new Moved("Osaka", "Kyoto", 0), new Moved("Kyoto", "Nara", 2)]);
        events.Skip(1).Select(e => e.EventTypeName).ShouldBe(["moved_v1", "moved_v2", "moved_v3"]);
    }

    [Theory]
    [InlineData("never_heard_of_v1")]
    [InlineData("account_closed_v1")]
    public async Task A_stored_name_that_nobody_mapped_stops_the_reader_by_name(string alias)
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();
        await InsertAsync(store, account, 2, alias, "{}");
        await using var session = store.Session();

        (await Should.ThrowAsync<UnknownEventTypeException>(() => session.Events.FetchStreamAsync(account)))
            .EventTypeName.ShouldBe(alias);
    }

    [Fact]
    public void A_hole_in_the_chain_is_found_when_the_store_is_built()
    {
        var holed = TestStore.Options("s").Map<Moved>("moved", 3).Upcast("moved", 1, json => json);
        Should.Throw<InvalidOperationException>(() => new PostgresEventStore(postgres.DataSource, holed)).Message.ShouldContain("2 to 3");

        var orphan = TestStore.Options("s").Upcast("moved", 1, json => json);
        Should.Throw<InvalidOperationException>(() => new PostgresEventStore(postgres.DataSource, orphan)).Message.ShouldContain("moved");
    }

    [Fact]
    public void A_name_or_type_is_mapped_once_and_spelt_in_snake_case()
    {
        Should.Throw<ArgumentException>(() => TestStore.Options("s").Map<Moved>("deposited"));
        Should.Throw<ArgumentException>(() => TestStore.Options("s").Map<Deposited>("deposited_again"));
        Should.Throw<ArgumentException>(() => TestStore.Options("s").Map<Moved>("HasMoved"));
        Should.Throw<ArgumentException>(() => new PostgresEventStore(postgres.DataSource, TestStore.Options("a; drop")));
    }

    private static Task InsertAsync(TestStore store, Guid stream, int version, string type, string json) => store.ExecuteAsync($"""
        insert into {store.Schema}.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
        values (nextval('{store.Schema}.mt_events_sequence'), gen_random_uuid(), '{stream}', {version}, '{json}', '{type}', '{TestStore.Tenant}')
        """);
}
