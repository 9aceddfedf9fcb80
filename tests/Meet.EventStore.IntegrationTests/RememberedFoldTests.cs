using Meet.Testing;

namespace Meet.EventStore.IntegrationTests;

/// <summary>A store that remembers streams reads what came since, and nothing else changes.</summary>
public sealed class RememberedFoldTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task What_others_appended_since_is_seen()
    {
        var store = await TestStore.CreateAsync(postgres, remembered: 10);
        var other = TestStore.Build(postgres.DataSource, store.Schema);
        var account = await store.OpenAsync();
        (await FetchAsync(store, account)).ShouldBe((0, 1));

        await other.DepositAsync(account, 5);
        (await FetchAsync(store, account)).ShouldBe((5, 2));
        (await FetchAsync(store, account)).ShouldBe((5, 2));
        await store.DepositAsync(account, 2);
        (await FetchAsync(store, account)).ShouldBe((7, 3));
    }

    [Fact]
    public async Task Only_new_events_are_read()
    {
        var store = await TestStore.CreateAsync(postgres, remembered: 10);
        var account = await store.OpenAsync();
        await store.DepositAsync(account, 5);
        (await FetchAsync(store, account)).ShouldBe((5, 2));

        // What is remembered is not looked at again, so that nobody sees this.
        await store.ExecuteAsync($$"""update {{store.Schema}}.mt_events set data = '{"amount": 100}' where version = 2""");
        await store.DepositAsync(account, 1);

        (await FetchAsync(store, account)).ShouldBe((6, 3));
        await using var session = store.Session();
        (await session.Events.AggregateStreamAsync<Account>(account))!.Balance.ShouldBe(101);
    }

    [Fact]
    public async Task Who_decides_on_what_is_remembered_loses_a_race_like_any_other()
    {
        var store = await TestStore.CreateAsync(postgres, remembered: 10);
        var account = await store.OpenAsync();
        await FetchAsync(store, account);
        await using var late = store.Session();
        (await late.Events.FetchForWriting<Account>(account)).AppendOne(new Deposited(1));
        await store.DepositAsync(account, 2);

        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => late.SaveChangesAsync());
        (await FetchAsync(store, account)).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_stream_that_was_cut_short_by_hand_is_forgotten_with_the_first_append_that_fails()
    {
        var store = await TestStore.CreateAsync(postgres, remembered: 10);
        var account = await store.OpenAsync();
        await store.DepositAsync(account, 5);
        await FetchAsync(store, account);
        await store.ExecuteAsync($"delete from {store.Schema}.mt_events; delete from {store.Schema}.mt_streams");

        await using var session = store.Session();
        (await session.Events.FetchForWriting<Account>(account)).AppendOne(new Deposited(1));
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());

        (await FetchAsync(store, account)).ShouldBe((null, 0));
    }

    [Fact]
    public async Task Tenants_and_more_streams_than_there_is_room_for_are_kept_apart()
    {
        var store = await TestStore.CreateAsync(postgres, remembered: 2);
        var account = await store.OpenAsync("north");
        await store.DepositAsync(account, 5, "north");
        (await FetchAsync(store, account, "north")).ShouldBe((5, 2));
        (await FetchAsync(store, account, "south")).ShouldBe((null, 0));

        foreach (var amount in Enumerable.Range(1, 5))
        {
            var another = await store.OpenAsync("north");
            await store.DepositAsync(another, amount, "north");
            (await FetchAsync(store, another, "north")).ShouldBe((amount, 2));
        }

        (await FetchAsync(store, account, "north")).ShouldBe((5, 2));
    }

    private static async Task<(int? Balance, long Version)> FetchAsync(TestStore store, Guid account, string tenant = TestStore.Tenant)
    {
        await using var session = store.Session(tenant);
        var stream = await session.Events.FetchForWriting<Account>(account);
        return (stream.Aggregate?.Balance, stream.StartingVersion);
    }
}
