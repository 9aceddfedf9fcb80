using Meet.Testing;
using Npgsql;

namespace Meet.EventStore.IntegrationTests;

public sealed class InlineProjectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    /// <summary>Keeps the balance of each account; refuses deposits of 13.</summary>
    private sealed class Balances(string schema) : IProjection
    {
        public List<(long Sequence, long Version)> Seen { get; } = [];

        public Task ApplyAsync(IProjectionOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellationToken)
        {
            foreach (var @event in events)
            {
                Seen.Add((@event.Sequence, @event.Version));
                if (@event.Data is Deposited { Amount: 13 })
                    throw new InvalidOperationException("Thirteen.");
                if (@event.Data is Deposited deposited)
                {
                    operations.QueueSqlCommand(
                        $"insert into {schema}.balance as b values ($1, $2) on conflict (id) do update set amount = b.amount + $2",
                        @event.StreamId, deposited.Amount);
                }
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Its_rows_commit_with_the_events_whose_places_it_knows()
    {
        var (store, projection) = await CreateAsync();
        var account = await store.OpenAsync();
        await store.DepositAsync(account, 4);
        await store.DepositAsync(account, 5);

        (await store.ScalarAsync<int>($"select amount from {store.Schema}.balance where id = '{account}'")).ShouldBe(9);
        projection.Seen.ShouldBe([(1, 1), (2, 2), (3, 3)]);
    }

    [Fact]
    public async Task Its_failure_rolls_the_append_back()
    {
        var (store, _) = await CreateAsync();
        var account = await store.OpenAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => store.DepositAsync(account, 13));

        await using var session = store.Session();
        (await session.Events.FetchStreamAsync(account)).Count.ShouldBe(1);
        (await session.Events.FetchStreamStateAsync(account))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Its_rows_are_rolled_back_with_a_lost_race()
    {
        var (store, _) = await CreateAsync();
        var account = await store.OpenAsync();
        await using var session = store.Session();
        (await session.Events.FetchForWriting<Account>(account)).AppendOne(new Deposited(7));
        await store.DepositAsync(account, 1);

        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());

        (await store.ScalarAsync<int>($"select amount from {store.Schema}.balance where id = '{account}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_statement_of_it_rolls_the_append_back()
    {
        var (store, _) = await CreateAsync();
        var account = await store.OpenAsync();
        await store.ExecuteAsync($"alter table {store.Schema}.balance add check (amount >= 0)");

        await Should.ThrowAsync<PostgresException>(() => store.DepositAsync(account, -1));

        await using var session = store.Session();
        (await session.Events.FetchStreamAsync(account)).Count.ShouldBe(1);
    }

    private async Task<(TestStore Store, Balances Projection)> CreateAsync()
    {
        Balances? projection = null;
        var store = await TestStore.CreateAsync(postgres, options => options.AddProjection(
            projection = new Balances(options.DatabaseSchemaName), "balances", ProjectionLifecycle.Inline));
        await store.ExecuteAsync($"create table {store.Schema}.balance (id uuid primary key, amount int not null)");
        return (store, projection!);
    }
}
