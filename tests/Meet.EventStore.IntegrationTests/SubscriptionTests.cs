using Meet.Testing;

namespace Meet.EventStore.IntegrationTests;

public sealed class SubscriptionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly string _schema = TestStore.NewSchema();

    [Fact]
    public async Task Events_arrive_in_sequence_order_and_the_position_follows()
    {
        var recorder = new Recorder();
        await using var replica = await StartAsync(recorder);
        var account = await replica.Store.OpenAsync();
        for (var i = 0; i < 20; i++)
            await replica.Store.DepositAsync(account, i);

        await recorder.UntilCountAsync(21);

        recorder.Sequences.ShouldBe(Enumerable.Range(1, 21).Select(n => (long)n));
        recorder.Heard.Skip(1).Select(e => ((Deposited)e.Data).Amount).ShouldBe(Enumerable.Range(0, 20));
        await PositionAsync(replica.Store, 21);
    }

    [Fact]
    public async Task A_commit_of_this_process_wakes_it_without_polling()
    {
        var recorder = new Recorder();
        await using var replica = await StartAsync(recorder, daemon: Replica.Quick with { PollInterval = Replica.Never });

        var account = await replica.Store.OpenAsync();
        await recorder.UntilCountAsync(1);
        await replica.Store.DepositAsync(account);
        await recorder.UntilCountAsync(2);
    }

    [Fact]
    public async Task A_commit_of_another_process_wakes_it_without_polling()
    {
        var recorder = new Recorder();
        var slow = Replica.Quick with { PollInterval = Replica.Never };
        await using var running = await StartAsync(recorder, daemon: slow);
        await using var writing = await StartAsync(new Recorder(), daemon: slow with { Enabled = false });
        var first = await running.Store.OpenAsync();
        await recorder.UntilCountAsync(1);

        await writing.Store.DepositAsync(first);
        await recorder.UntilCountAsync(2);
        await writing.Store.DepositAsync(first);
        await recorder.UntilCountAsync(3);
    }

    [Fact]
    public async Task A_handler_that_fails_gets_the_same_events_again_and_skips_none()
    {
        var failures = 3;
        var pages = new List<List<long>>();
        var recorder = new Recorder((page, _) =>
        {
            pages.Add([.. page.Events.Select(e => e.Sequence)]);
            return page.Events.Any(e => e.Data is Deposited { Amount: 13 }) && failures-- > 0
                ? throw new InvalidOperationException("Not yet.")
                : Task.CompletedTask;
        });
        await using var replica = await StartAsync(recorder, new SubscriptionOptions { BatchSize = 1 });
        var account = await replica.Store.OpenAsync();
        foreach (var amount in new[] { 12, 13, 14 })
            await replica.Store.DepositAsync(account, amount);

        await recorder.UntilCountAsync(4);

        pages.Select(page => page.Single()).ShouldBe([1, 2, 3, 3, 3, 3, 4]);
        recorder.Sequences.ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task The_position_stays_in_front_of_events_that_are_not_handled()
    {
        var attempts = new SemaphoreSlim(0);
        var recorder = new Recorder((page, _) =>
        {
            attempts.Release();
            return page.Events[0].Sequence == 2 ? throw new InvalidOperationException("Never.") : Task.CompletedTask;
        });
        await using var replica = await StartAsync(recorder, new SubscriptionOptions { BatchSize = 1 });
        var account = await replica.Store.OpenAsync();
        await replica.Store.DepositAsync(account);

        for (var i = 0; i < 5; i++)
            await attempts.WaitAsync(TimeSpan.FromSeconds(60));

        recorder.Sequences.ShouldBe([1]);
        (await replica.Store.ScalarAsync<long>(PositionSql)).ShouldBe(1);
    }

    [Fact]
    public async Task It_catches_up_from_the_first_event_in_pages()
    {
        var writer = TestStore.Build(postgres.DataSource, _schema);
        await writer.Store.ApplyAllConfiguredChangesToDatabaseAsync();
        await using (var session = writer.Session())
        {
            for (var i = 0; i < 25; i++)
                session.Events.StartStream<Account>(Guid.CreateVersion7(), Enumerable.Range(0, 100).Select(n => new Deposited(n)));
            await session.SaveChangesAsync();
        }

        var sizes = new List<int>();
        var recorder = new Recorder((page, _) =>
        {
            sizes.Add(page.Events.Count);
            return Task.CompletedTask;
        });
        await using var replica = await StartAsync(recorder, new SubscriptionOptions { BatchSize = 400 });
        await recorder.UntilCountAsync(2500);

        recorder.Sequences.ShouldBe(Enumerable.Range(1, 2500).Select(n => (long)n));
        sizes.ShouldAllBe(size => size <= 400);
    }

    [Fact]
    public async Task It_goes_on_where_it_stopped()
    {
        var (before, after) = (new Recorder(), new Recorder());
        Guid account;
        await using (var first = await StartAsync(before))
        {
            account = await first.Store.OpenAsync();
            await before.UntilCountAsync(1);
            await PositionAsync(first.Store, 1);
        }

        await using var second = await StartAsync(after);
        await second.Store.DepositAsync(account);
        await after.UntilCountAsync(1);

        after.Sequences.ShouldBe([2]);
    }

    [Fact]
    public async Task It_may_begin_behind_what_is_stored()
    {
        var writer = TestStore.Build(postgres.DataSource, _schema);
        await writer.Store.ApplyAllConfiguredChangesToDatabaseAsync();
        var account = await writer.OpenAsync();
        var recorder = new Recorder();
        await using var replica = await StartAsync(recorder, new SubscriptionOptions { SubscribeFromPresent = true });
        await PositionAsync(replica.Store, 1);

        await replica.Store.DepositAsync(account);
        await recorder.UntilCountAsync(1);

        recorder.Sequences.ShouldBe([2]);
    }

    [Fact]
    public async Task It_hears_only_the_types_it_asked_for_and_is_not_held_up_by_unknown_ones()
    {
        var recorder = new Recorder();
        await using var replica = await StartAsync(recorder, new SubscriptionOptions { IncludedTypes = [typeof(Deposited)] });
        var account = await replica.Store.OpenAsync();
        await replica.Store.ExecuteAsync($$"""
            insert into {{_schema}}.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
            values (nextval('{{_schema}}.mt_events_sequence'), gen_random_uuid(), '{{account}}', 99, '{}', 'from_the_future_v1', 'demo')
            """);
        await replica.Store.DepositAsync(account);
        await recorder.UntilCountAsync(1);

        recorder.Heard.Select(e => e.Data).ShouldBe([new Deposited(1)]);
    }

    [Fact]
    public async Task A_rewound_position_is_respected_by_the_running_replica()
    {
        var recorder = new Recorder();
        await using var replica = await StartAsync(recorder);
        var account = await replica.Store.OpenAsync();
        await replica.Store.DepositAsync(account);
        await recorder.UntilCountAsync(2);
        await PositionAsync(replica.Store, 2);

        await replica.Store.ExecuteAsync($"update {_schema}.mt_event_progression set last_seq_id = 0 where name = 'recorder:All'");
        await replica.Store.DepositAsync(account);

        await recorder.UntilAsync(heard => heard.Count(e => e.Sequence == 1) == 2 && heard.Any(e => e.Sequence == 3));
        await PositionAsync(replica.Store, 3);
    }

    private string PositionSql => $"select last_seq_id from {_schema}.mt_event_progression where name = 'recorder:All'";

    private Task<Replica> StartAsync(Recorder recorder, SubscriptionOptions? options = null, DaemonOptions? daemon = null) =>
        Replica.StartAsync(
            postgres.ConnectionString, _schema, store => store.Subscribe(recorder, "recorder", options), daemon);

    /// <summary>The position is stored just after the handler returned.</summary>
    private async Task PositionAsync(TestStore store, long expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            await using var command = store.DataSource.CreateCommand(PositionSql);
            if (await command.ExecuteScalarAsync(limit.Token) is long position && position == expected)
                return;
            await Task.Delay(5, limit.Token);
        }
    }
}
