using Meet.Testing;

namespace Meet.EventStore.IntegrationTests;

/// <summary>Two replicas, of which the one that works is killed.</summary>
public sealed class TakeoverTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly string _schema = TestStore.NewSchema();

    /// <summary>One row per event: a second delivery that is committed would collide.</summary>
    private sealed class Ledger(string schema) : IProjection
    {
        public Task ApplyAsync(IProjectionOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellationToken)
        {
            foreach (var @event in events)
                operations.QueueSqlCommand($"insert into {schema}.ledger values ($1)", @event.Sequence);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Only_one_of_two_replicas_hears_the_events_until_it_stops()
    {
        var (first, second) = (new Recorder(), new Recorder());
        var one = await StartAsync(first);
        var account = await one.Store.OpenAsync();
        await first.UntilCountAsync(1);
        await using var other = await StartAsync(second);
        await one.Store.DepositAsync(account);
        await first.UntilCountAsync(2);
        await other.Store.PositionReachesAsync("recorder", 2);

        await one.DisposeAsync();
        await other.Store.DepositAsync(account);
        await second.UntilCountAsync(1);

        second.Sequences.ShouldBe([3]);
    }

    [Fact]
    public async Task A_replica_that_stops_hands_over_without_waiting_for_a_retry()
    {
        var patient = Replica.Quick with { LeaseRetryInterval = Replica.Never };
        var (first, second) = (new Recorder(), new Recorder());
        var one = await StartAsync(first, daemon: patient);
        var account = await one.Store.OpenAsync();
        await first.UntilCountAsync(1);
        await using var other = await StartAsync(second, daemon: patient);
        await other.Store.UntilAsync("select exists (select from pg_stat_activity where query = 'listen mt_events_" + _schema
            + "' and application_name = '" + other.Name + "')");

        await one.DisposeAsync();
        await other.Store.DepositAsync(account);
        await second.UntilCountAsync(1);
    }

    [Fact]
    public async Task A_deposed_holder_is_told_to_stop_and_cannot_touch_the_position()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var told = new TaskCompletionSource();
        var returned = new TaskCompletionSource();
        var stuck = new Recorder(async (_, token) =>
        {
            using var registration = token.Register(() => told.TrySetResult());
            entered.TrySetResult();
            await release.Task;
            returned.TrySetResult();
        });
        var heir = new Recorder();
        await using var first = await StartAsync(stuck);
        await first.Store.AuditPositionsAsync();
        var account = await first.Store.OpenAsync();
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await using var second = await StartAsync(heir);

        await second.Store.KillAsync("recorder");
        await heir.UntilCountAsync(1);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await second.Store.DepositAsync(account);
        await heir.UntilCountAsync(2);
        await second.Store.PositionReachesAsync("recorder", 2);
        release.SetResult();
        await returned.Task;
        await second.Store.DepositAsync(account);
        await heir.UntilCountAsync(3);
        await second.Store.PositionReachesAsync("recorder", 3);

        heir.Sequences.ShouldBe([1, 2, 3]);
        await second.Store.PositionsShouldFormOneChainAsync("recorder");
    }

    [Fact]
    public async Task Killing_whoever_works_loses_nothing_and_commits_nothing_twice()
    {
        var (first, second) = (new Recorder(), new Recorder());
        await using var one = await StartAsync(first, projection: true);
        var watcher = TestStore.Build(postgres.DataSource, _schema);
        await watcher.ExecuteAsync($"create table {_schema}.ledger (seq_id bigint primary key)");
        await watcher.AuditPositionsAsync();
        await using var other = await StartAsync(second, projection: true);
        using var stop = new CancellationTokenSource();

        var writing = Task.WhenAll(Enumerable.Range(0, 3).Select(n => Task.Run(() => AppendUntilAsync(watcher, n, stop.Token))));
        for (var kill = 1; kill <= 6; kill++)
        {
            var position = await watcher.ScalarAsync<long>(
                $"select coalesce(max(last_seq_id), 0) from {_schema}.mt_event_progression where name = 'recorder:All'");
            await watcher.PositionReachesAsync("recorder", position + 20);
            await watcher.PositionReachesAsync("ledger", position + 20);
            await watcher.KillAsync(kill % 2 == 0 ? "recorder" : "ledger");
        }

        await stop.CancelAsync();
        await writing;
        var last = await watcher.ScalarAsync<long>($"select max(seq_id) from {_schema}.mt_events");
        await watcher.PositionReachesAsync("recorder", last);
        await watcher.PositionReachesAsync("ledger", last);

        var heard = first.Sequences.Concat(second.Sequences).ToHashSet();
        heard.Count.ShouldBe((int)await watcher.ScalarAsync<long>($"select count(*) from {_schema}.mt_events"));
        (await watcher.ScalarAsync<long>($"select count(*) from {_schema}.ledger")).ShouldBe(heard.Count);
        await watcher.PositionsShouldFormOneChainAsync("recorder");
        await watcher.PositionsShouldFormOneChainAsync("ledger");
    }

    private static async Task AppendUntilAsync(TestStore store, int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        while (!stop.IsCancellationRequested)
        {
            await using var append = await store.InFlightAsync();
            await Task.Delay(random.Next(3), CancellationToken.None);
            if (random.Next(4) == 0)
                await append.RollbackAsync();
            else
                await append.CommitAsync();
        }
    }

    private Task<Replica> StartAsync(Recorder recorder, bool projection = false, DaemonOptions? daemon = null) =>
        Replica.StartAsync(postgres.ConnectionString, _schema, options =>
        {
            options.Subscribe(recorder, "recorder");
            if (projection)
                options.AddProjection(new Ledger(_schema), "ledger", ProjectionLifecycle.Async);
        }, daemon);
}
