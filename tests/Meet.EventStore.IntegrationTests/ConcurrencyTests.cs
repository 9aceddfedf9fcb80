using Meet.Testing;

namespace Meet.EventStore.IntegrationTests;

public sealed class ConcurrencyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Of_two_who_read_the_same_version_the_second_is_told_so()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();
        await using var first = store.Session();
        await using var second = store.Session();
        (await first.Events.FetchForWriting<Account>(account)).AppendOne(new Deposited(1));
        (await second.Events.FetchForWriting<Account>(account)).AppendOne(new Deposited(2));

        await first.SaveChangesAsync();
        var error = await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => second.SaveChangesAsync());

        (error.Id, error.ExpectedVersion, error.ActualVersion).ShouldBe((account, 1, 2));
        (await BalanceAsync(store, account)).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_overtakes_who_reads_exclusively()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();
        await using var other = store.Session();
        (await other.Events.FetchForWriting<Account>(account)).AppendOne(new Deposited(1));
        await using var exclusive = store.Session();
        var stream = await exclusive.Events.FetchForExclusiveWriting<Account>(account);

        var overtaking = other.SaveChangesAsync();
        stream.AppendOne(new Deposited(2));
        await exclusive.SaveChangesAsync();

        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => overtaking);
        (await BalanceAsync(store, account)).ShouldBe(2);
    }

    [Fact]
    public async Task Who_reads_exclusively_waits_for_another_who_does_and_sees_what_they_saved()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();
        await using var first = store.Session();
        (await first.Events.FetchForExclusiveWriting<Account>(account)).AppendOne(new Deposited(1));
        await using var second = store.Session();

        var waiting = second.Events.FetchForExclusiveWriting<Account>(account);
        await first.SaveChangesAsync();
        (await waiting).AppendOne(new Deposited(2));
        await second.SaveChangesAsync();

        (await BalanceAsync(store, account)).ShouldBe(3);
    }

    [Fact]
    public async Task A_stream_that_was_missing_when_fetched_must_still_be_missing()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = Guid.CreateVersion7();
        await using var session = store.Session();
        (await session.Events.FetchForWriting<Account>(account)).AppendOne(new Opened("Ren", Currency.Yen));
        await store.OpenAsync(id: account);

        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task A_stream_cannot_be_started_twice()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();

        (await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => store.OpenAsync(id: account))).Id.ShouldBe(account);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public async Task An_expected_version_that_is_not_the_streams_is_refused(long expectedAfter)
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();
        await store.DepositAsync(account);
        await using var session = store.Session();

        session.Events.Append(account, expectedAfter, new Deposited(1));
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());

        await using var right = store.Session();
        right.Events.Append(account, 3, new Deposited(1));
        await right.SaveChangesAsync();
        (await BalanceAsync(store, account)).ShouldBe(2);
    }

    [Fact]
    public async Task The_failing_stream_is_named_when_a_session_writes_several()
    {
        var store = await TestStore.CreateAsync(postgres);
        var (fresh, contested) = (Guid.CreateVersion7(), await store.OpenAsync());
        await using var session = store.Session();
        session.Events.StartStream<Account>(fresh, new Opened("Ren", Currency.Yen));
        session.Events.StartStream<Account>(contested, new Opened("Ren", Currency.Yen));

        (await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => session.SaveChangesAsync())).Id.ShouldBe(contested);

        await using var reading = store.Session();
        (await reading.Events.FetchStreamAsync(fresh)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_writer_that_bypasses_the_streams_row_is_caught_by_the_unique_index()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();
        await store.ExecuteAsync($$"""
            insert into {{store.Schema}}.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
            values (nextval('{{store.Schema}}.mt_events_sequence'), gen_random_uuid(), '{{account}}', 2, '{"amount": 9}', 'deposited_v1', 'demo')
            """);

        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => store.DepositAsync(account));
    }

    [Fact]
    public async Task Racing_deciders_never_both_win()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();

        // Each adds one only while the balance is below the limit: a lost check would show as a higher balance.
        var wins = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => ConcurrencyRetry.RunAsync(async token =>
        {
            await using var session = store.Session();
            var stream = await session.Events.FetchForWriting<Account>(account, token);
            if (stream.Aggregate!.Balance >= 10)
                return false;
            stream.AppendOne(new Deposited(1));
            await session.SaveChangesAsync(token);
            return true;
        }, maxAttempts: 100, CancellationToken.None))));

        wins.Count(won => won).ShouldBe(10);
        (await BalanceAsync(store, account)).ShouldBe(10);
    }

    [Fact]
    public async Task Appends_without_an_expectation_all_succeed_with_consecutive_versions()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = Guid.CreateVersion7();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => store.DepositAsync(account))));

        await using var session = store.Session();
        var events = await session.Events.FetchStreamAsync(account);
        events.Select(e => e.Version).ShouldBe(Enumerable.Range(1, 40).Select(n => (long)n));
        (await session.Events.FetchStreamStateAsync(account))!.Version.ShouldBe(40);
    }

    [Fact]
    public async Task Retrying_is_bounded_and_spares_other_errors()
    {
        var attempts = 0;
        await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => ConcurrencyRetry.RunAsync<bool>(
            _ => throw (attempts++ < 99 ? new ExistingStreamIdCollisionException(Guid.Empty) : new InvalidOperationException()),
            maxAttempts: 3,
            CancellationToken.None));
        attempts.ShouldBe(3);

        var others = 0;
        await Should.ThrowAsync<InvalidOperationException>(() => ConcurrencyRetry.RunAsync<bool>(
            _ =>
            {
                others++;
                throw new InvalidOperationException();
            },
            CancellationToken.None));
        others.ShouldBe(1);
    }

    private static async Task<int> BalanceAsync(TestStore store, Guid account)
    {
        await using var session = store.Session();
        return (await session.Events.AggregateStreamAsync<Account>(account))!.Balance;
    }
}
