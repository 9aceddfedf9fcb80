using Meet.Testing;

namespace Meet.EventStore.IntegrationTests;

public sealed class AsyncProjectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly string _schema = TestStore.NewSchema();

    private sealed class Total(string schema, Func<IEvent, bool> fails) : IProjection
    {
        public async Task ApplyAsync(IProjectionOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellationToken)
        {
            foreach (var @event in events)
            {
                var command = $"insert into {schema}.total values ({((@event.Data as Deposited)?.Amount ?? 0)})";
                await using var insert = new Npgsql.NpgsqlCommand(command, operations.Connection, operations.Transaction);
                await insert.ExecuteNonQueryAsync(cancellationToken);
                if (fails(@event))
                    throw new InvalidOperationException("Not yet.");
            }
        }
    }

    [Fact]
    public async Task Its_rows_and_its_position_commit_together_across_failures()
    {
        var failures = 4;
        await using var replica = await StartAsync(e => e.Data is Deposited { Amount: 13 } && failures-- > 0);
        await replica.Store.ExecuteAsync($"create table {_schema}.total (amount int)");
        var account = await replica.Store.OpenAsync();
        foreach (var amount in new[] { 1, 13, 100 })
            await replica.Store.DepositAsync(account, amount);

        await replica.Store.PositionReachesAsync("total", 4);

        (await replica.Store.ScalarAsync<long>($"select sum(amount) from {_schema}.total")).ShouldBe(114);
        (await replica.Store.ScalarAsync<long>($"select count(*) from {_schema}.total")).ShouldBe(4);
        failures.ShouldBeLessThan(0);
    }

    [Fact]
    public async Task A_failing_statement_is_tried_again_until_it_works()
    {
        await using var replica = await StartAsync(_ => false);
        var account = await replica.Store.OpenAsync();
        await replica.Store.DepositAsync(account, 5);

        await replica.Store.ExecuteAsync($"create table {_schema}.total (amount int)");
        await replica.Store.PositionReachesAsync("total", 2);

        (await replica.Store.ScalarAsync<long>($"select sum(amount) from {_schema}.total")).ShouldBe(5);
    }

    private Task<Replica> StartAsync(Func<IEvent, bool> fails) => Replica.StartAsync(
        postgres.ConnectionString, _schema,
        options => options.AddProjection(new Total(_schema, fails), "total", ProjectionLifecycle.Async));
}
