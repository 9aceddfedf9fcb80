using Meet.Testing;

namespace Meet.EventStore.IntegrationTests;

/// <summary>The whole promise: every committed event once, in sequence order, whatever happens around it.</summary>
public sealed class CommittedEventsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Concurrent_delayed_and_rolled_back_appends_are_heard_exactly_once_in_order(int seed)
    {
        var recorder = new Recorder();
        await using var replica = await Replica.StartAsync(
            postgres.ConnectionString, TestStore.NewSchema(),
            options => options.Subscribe(recorder, "recorder", new SubscriptionOptions { BatchSize = 7 }));
        var shared = await replica.Store.OpenAsync();
        await recorder.UntilCountAsync(1);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(() => WriteAsync(replica.Store, shared, new Random(seed * 100 + writer)))));
        await replica.Store.OpenAsync();
        var committed = await CommittedAsync(replica.Store);
        await recorder.UntilAsync(heard => heard.Count > 0 && heard[^1].Sequence == committed[^1]);

        recorder.Sequences.ShouldBe(committed);
        committed[^1].ShouldBeGreaterThan(committed.Count, "some numbers were rolled back");
    }

    [Fact]
    public async Task A_long_append_is_heard_in_its_place_after_many_later_commits()
    {
        var recorder = new Recorder();
        await using var replica = await Replica.StartAsync(
            postgres.ConnectionString, TestStore.NewSchema(), options => options.Subscribe(recorder, "recorder"));
        await replica.Store.OpenAsync();
        await recorder.UntilCountAsync(1);
        await using var slow = await replica.Store.InFlightAsync();
        await using var doomed = await replica.Store.InFlightAsync();
        var account = await replica.Store.OpenAsync();
        await doomed.RollbackAsync();
        for (var i = 0; i < 50; i++)
            await replica.Store.DepositAsync(account);

        recorder.Sequences.ShouldBe([1]);
        await slow.CommitAsync();
        await recorder.UntilCountAsync(53);

        recorder.Sequences.ShouldBe(Enumerable.Range(1, 54).Where(n => n != 3).Select(n => (long)n));
    }

    private static async Task WriteAsync(TestStore store, Guid shared, Random random)
    {
        for (var i = 0; i < 25; i++)
        {
            switch (random.Next(4))
            {
                case 0:
                    await store.OpenAsync();
                    break;
                case 1:
                    await store.DepositAsync(shared);
                    break;
                case 2:
                    await using (var several = await store.InFlightAsync())
                    {
                        await Task.Delay(random.Next(15));
                        await several.AppendAsync();
                        await several.CommitAsync();
                    }

                    break;
                default:
                    await using (var abandoned = await store.InFlightAsync())
                    {
                        await Task.Delay(random.Next(10));
                        await abandoned.RollbackAsync();
                    }

                    break;
            }
        }
    }

    private static async Task<List<long>> CommittedAsync(TestStore store)
    {
        await using var command = store.DataSource.CreateCommand($"select seq_id from {store.Schema}.mt_events order by seq_id");
        await using var reader = await command.ExecuteReaderAsync();
        List<long> committed = [];
        while (await reader.ReadAsync())
            committed.Add(reader.GetInt64(0));
        return committed;
    }
}
