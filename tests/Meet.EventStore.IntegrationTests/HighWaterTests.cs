using Meet.Testing;
using Npgsql;

namespace Meet.EventStore.IntegrationTests;

/// <summary>The mark against transactions that a test holds open, step by step.</summary>
public sealed class HighWaterTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Without_gaps_the_mark_is_the_last_event()
    {
        var (store, mark) = await CreateAsync();
        await store.OpenAsync();
        await store.OpenAsync();

        (await mark.LookAsync()).ShouldBe(2);
        mark.HasGap.ShouldBeFalse();
    }

    [Fact]
    public async Task An_append_in_flight_holds_the_mark_below_later_commits_until_it_commits()
    {
        var (store, mark) = await CreateAsync();
        await store.OpenAsync();
        await using var slow = await store.InFlightAsync();
        await store.OpenAsync();

        (await mark.LookAsync()).ShouldBe(1);
        (await mark.LookAsync()).ShouldBe(1);
        mark.HasGap.ShouldBeTrue();

        await slow.CommitAsync();
        (await mark.LookAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task A_rolled_back_append_does_not_stall_it()
    {
        var (store, mark) = await CreateAsync();
        await using (var failed = await store.InFlightAsync())
        {
            await store.OpenAsync();
            (await mark.LookAsync()).ShouldBe(0);
            await failed.RollbackAsync();
        }

        (await mark.LookAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_gap_from_before_the_first_look_does_not_stall_it()
    {
        var (store, mark) = await CreateAsync();
        await using (var failed = await store.InFlightAsync())
            await failed.RollbackAsync();
        await store.OpenAsync();

        (await mark.LookAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Writers_that_come_after_the_gap_do_not_delay_its_end()
    {
        var (store, mark) = await CreateAsync();
        var failed = await store.InFlightAsync();
        await store.OpenAsync();
        (await mark.LookAsync()).ShouldBe(0);
        await using var later = await store.InFlightAsync();
        await failed.RollbackAsync();

        (await mark.LookAsync()).ShouldBe(2);

        await store.OpenAsync();
        (await mark.LookAsync()).ShouldBe(2);
        await later.CommitAsync();
        (await mark.LookAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task A_savepoint_that_was_rolled_back_does_not_free_the_rest_of_its_transaction()
    {
        var (store, mark) = await CreateAsync();
        await using var slow = await store.InFlightAsync(beforehand: "savepoint a");
        await slow.ExecuteAsync("rollback to savepoint a");
        await slow.AppendAsync();
        await store.OpenAsync();

        (await mark.LookAsync()).ShouldBe(0);
        await slow.CommitAsync();
        (await mark.LookAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Long_transactions_elsewhere_in_the_database_do_not_matter()
    {
        var (store, mark) = await CreateAsync();
        await store.ExecuteAsync($"create table {store.Schema}.other (id int)");
        await using var connection = await store.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand($"insert into {store.Schema}.other values (1)", connection, transaction))
            await command.ExecuteNonQueryAsync();
        await using (var failed = await store.InFlightAsync())
        {
            await store.OpenAsync();
            await failed.RollbackAsync();
        }

        (await mark.LookAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_killed_writer_leaves_a_gap_that_does_not_stall_it()
    {
        var (store, mark) = await CreateAsync();
        var killed = await store.InFlightAsync();
        await store.OpenAsync();
        (await mark.LookAsync()).ShouldBe(0);

        await store.ExecuteAsync($"select pg_terminate_backend({killed.ProcessId}, 10000)");

        (await mark.LookAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_commit_between_its_two_questions_is_not_lost()
    {
        var (store, mark) = await CreateAsync();
        await using var slow = await store.InFlightAsync();
        await store.OpenAsync();
        (await mark.LookAsync()).ShouldBe(0);

        // Whichever it asks first: the transaction ends before it asks the other.
        (await mark.LookAsync(afterFirstQuestion: slow.CommitAsync)).ShouldBe(2);

        mark.Seen.ShouldBe([1, 2]);
    }

    private async Task<(TestStore Store, Looker Mark)> CreateAsync()
    {
        var store = await TestStore.CreateAsync(postgres);
        return (store, new Looker(store));
    }

    /// <summary>Looks step by step, and can let something happen in the middle of a step.</summary>
    private sealed class Looker : ISequenceLog
    {
        private readonly TestStore _store;
        private readonly HighWaterDetector _detector;
        private Func<Task>? _afterFirstQuestion;

        public Looker(TestStore store)
        {
            _store = store;
            _detector = new HighWaterDetector(this, 0);
        }

        public bool HasGap => _detector.HasGap;

        /// <summary>The numbers that a reader following the mark has been shown.</summary>
        public List<long> Seen { get; } = [];

        /// <summary>Looks until there is nothing more to learn without waiting.</summary>
        public async Task<long> LookAsync(Func<Task>? afterFirstQuestion = null)
        {
            _afterFirstQuestion = afterFirstQuestion;
            bool more;
            do
            {
                var before = _detector.Mark;
                more = await _detector.AdvanceAsync(CancellationToken.None);
                Seen.AddRange((await AskAsync(log => log.SequencesAsync(before, 1000, CancellationToken.None)))
                    .TakeWhile(sequence => sequence <= _detector.Mark));
            }
            while (more);

            return _detector.Mark;
        }

        public Task<HashSet<string>> WritersAsync(CancellationToken cancellationToken) =>
            QuestionAsync(log => log.WritersAsync(cancellationToken));

        public Task<List<long>> SequencesAsync(long above, int limit, CancellationToken cancellationToken) =>
            QuestionAsync(log => log.SequencesAsync(above, limit, cancellationToken));

        private async Task<T> QuestionAsync<T>(Func<SequenceLog, Task<T>> question)
        {
            var answer = await AskAsync(question);
            if (Interlocked.Exchange(ref _afterFirstQuestion, null) is { } happening)
                await happening();
            return answer;
        }

        private async Task<T> AskAsync<T>(Func<SequenceLog, Task<T>> question)
        {
            await using var connection = await _store.DataSource.OpenConnectionAsync();
            return await question(new SequenceLog(connection, _store.Schema));
        }
    }
}
