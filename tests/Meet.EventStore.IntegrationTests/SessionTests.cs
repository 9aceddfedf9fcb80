using System.Diagnostics;
using Meet.Testing;
using Npgsql;

namespace Meet.EventStore.IntegrationTests;

public sealed class SessionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Events_come_back_in_order_with_what_is_known_about_them()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = Guid.CreateVersion7();
        var closedAt = new DateTimeOffset(2025, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        await using (var session = store.Session())
        {
            session.CorrelationId = "correlation";
            session.CausationId = "causation";
            session.LastModifiedBy = "agent-7";
            session.SetHeader("channel", "web");
            session.Events.StartStream<Account>(account, new Opened("Aoi", Currency.Euro), new Deposited(5));
            session.Events.Append(account, new Closed(closedAt));
            await session.SaveChangesAsync();
        }

        await using var reading = store.Session();
        var events = await reading.Events.FetchStreamAsync(account);

        events.Select(e => e.Data).ShouldBe([new Opened("Aoi", Currency.Euro), new Deposited(5), new Closed(closedAt)]);
        events.Select(e => e.Version).ShouldBe([1, 2, 3]);
        events.Select(e => e.Sequence).ShouldBeInOrder();
        events.Select(e => e.EventTypeName).ShouldBe(["account_opened_v1", "deposited_v1", "account_closed_v2"]);
        events.ShouldAllBe(e => e.CorrelationId == "correlation" && e.CausationId == "causation");
        events.ShouldAllBe(e => e.Headers["channel"] == "web" && e.Headers[EventHeaders.UserName] == "agent-7");
        events.ShouldAllBe(e => e.StreamId == account && e.TenantId == TestStore.Tenant && e.Timestamp != default);
        events[0].ShouldBeAssignableTo<IEvent<Opened>>()!.Data.Owner.ShouldBe("Aoi");
    }

    [Fact]
    public async Task Rows_hold_what_Marten_expects_in_them()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();

        (await store.ScalarAsync<string>($"select data::text from {store.Schema}.mt_events"))
            .ShouldBe("""{"owner": "Aoi", "currency": "Yen"}""");
        (await store.ScalarAsync<string>($"select mt_dotnet_type from {store.Schema}.mt_events"))
            .ShouldBe("Meet.EventStore.IntegrationTests.Opened, Meet.EventStore.IntegrationTests");
        (await store.ScalarAsync<string>($"select type || version || tenant_id || is_archived from {store.Schema}.mt_streams where id = '{account}'"))
            .ShouldBe("account1demofalse");
    }

    [Fact]
    public async Task The_saved_events_know_their_place()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();
        await using var session = store.Session();
        var stream = await session.Events.FetchForWriting<Account>(account);
        stream.AppendMany(new Deposited(1), new Deposited(2));
        var pending = stream.Events.ToList();

        await session.SaveChangesAsync();

        pending.Select(e => e.Version).ShouldBe([2, 3]);
        pending.Select(e => e.Sequence).ShouldBe([2, 3]);
        (await session.Events.FetchStreamAsync(account)).Skip(1).Select(e => e.Id).ShouldBe(pending.Select(e => e.Id));
    }

    [Fact]
    public async Task An_aggregate_is_folded_up_to_the_version_asked_for()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();
        await store.DepositAsync(account, 10);
        await store.DepositAsync(account, 20);
        await using var session = store.Session();

        (await session.Events.AggregateStreamAsync<Account>(account))!.Balance.ShouldBe(30);
        (await session.Events.AggregateStreamAsync<Account>(account, version: 2))!.Balance.ShouldBe(10);
        (await session.Events.FetchStreamAsync(account, version: 2)).Count.ShouldBe(2);
        (await session.Events.AggregateStreamAsync<Account>(Guid.CreateVersion7())).ShouldBeNull();
    }

    [Fact]
    public async Task A_stream_fetched_for_writing_shows_state_and_version()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();
        await using var session = store.Session();

        var stream = await session.Events.FetchForWriting<Account>(account);
        stream.Aggregate!.Owner.ShouldBe("Aoi");
        stream.CurrentVersion.ShouldBe(1);
        stream.AppendOne(new Deposited(3));
        (stream.StartingVersion, stream.CurrentVersion).ShouldBe((1, 2));

        var missing = await session.Events.FetchForWriting<Account>(Guid.CreateVersion7());
        missing.Aggregate.ShouldBeNull();
        missing.CurrentVersion.ShouldBe(0);
    }

    [Fact]
    public async Task A_streams_state_is_its_row()
    {
        var store = await TestStore.CreateAsync(postgres);
        var account = await store.OpenAsync();
        await store.DepositAsync(account);
        await using var session = store.Session();

        var state = await session.Events.FetchStreamStateAsync(account);

        state.ShouldNotBeNull();
        (state.Id, state.Version, state.AggregateTypeName, state.IsArchived).ShouldBe((account, 2, "account", false));
        state.LastTimestamp.ShouldBeGreaterThan(state.Created);
        (await session.Events.FetchStreamStateAsync(Guid.CreateVersion7())).ShouldBeNull();
    }

    [Fact]
    public async Task The_current_trace_goes_onto_the_events()
    {
        var store = await TestStore.CreateAsync(postgres);
        using var activity = new Activity("command").SetIdFormat(ActivityIdFormat.W3C).Start();

        var account = await store.OpenAsync();

        await using var session = store.Session();
        var @event = (await session.Events.FetchStreamAsync(account))[0];
        @event.CorrelationId.ShouldBe(activity.TraceId.ToHexString());
        @event.Headers[EventHeaders.TraceParent].ShouldContain(activity.TraceId.ToHexString());
    }

    [Fact]
    public async Task Queued_commands_and_events_are_one_transaction_and_one_round_trip()
    {
        var store = await TestStore.CreateAsync(postgres);
        await store.ExecuteAsync($"create table {store.Schema}.note (id uuid primary key, text text not null)");
        var (account, note) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (var session = store.Session())
        {
            session.Events.StartStream<Account>(account, new Opened("Aoi", Currency.Yen));
            session.QueueSqlCommand($"insert into {store.Schema}.note values ($1, $2)", note, "hello");
            await session.SaveChangesAsync();
        }

        (await store.ScalarAsync<long>($"select count(*) from {store.Schema}.note")).ShouldBe(1);

        await using (var failing = store.Session())
        {
            failing.Events.Append(account, new Deposited(1));
            failing.QueueSqlCommand($"insert into {store.Schema}.note values ($1, $2)", note, "same key");
            (await Should.ThrowAsync<PostgresException>(() => failing.SaveChangesAsync())).SqlState
                .ShouldBe(PostgresErrorCodes.UniqueViolation);
        }

        await using var reading = store.Session();
        (await reading.Events.FetchStreamAsync(account)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_queued_value_may_be_missing_now_and_present_later()
    {
        var store = await TestStore.CreateAsync(postgres);
        await store.ExecuteAsync($"create table {store.Schema}.note (id int, at timestamptz, people uuid[])");
        foreach (var (at, people) in new (DateTimeOffset?, Guid[]?)[] { (null, null), (DateTimeOffset.UnixEpoch, [Guid.Empty]), (null, []) })
        {
            await using var session = store.Session();
            session.QueueSqlCommand($"insert into {store.Schema}.note values ($1, $2, $3)", 1, at, people);
            await session.SaveChangesAsync();
        }

        (await store.ScalarAsync<long>($"select count(*) - count(at) from {store.Schema}.note")).ShouldBe(2);
        (await store.ScalarAsync<long>($"select count(people) from {store.Schema}.note")).ShouldBe(2);
    }

    [Fact]
    public async Task A_lost_race_takes_the_queued_commands_with_it()
    {
        var store = await TestStore.CreateAsync(postgres);
        await store.ExecuteAsync($"create table {store.Schema}.note (id int)");
        var account = await store.OpenAsync();
        await using var session = store.Session();
        var stream = await session.Events.FetchForWriting<Account>(account);
        await store.DepositAsync(account);

        stream.AppendOne(new Deposited(1));
        session.Events.StartStream<Account>(Guid.CreateVersion7(), new Opened("Ren", Currency.Yen));
        session.QueueSqlCommand($"insert into {store.Schema}.note values ($1)", 1);
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());

        (await store.ScalarAsync<long>($"select count(*) from {store.Schema}.note")).ShouldBe(0);
        (await store.ScalarAsync<long>($"select count(*) from {store.Schema}.mt_events")).ShouldBe(2);
        (await store.ScalarAsync<long>($"select count(*) from {store.Schema}.mt_streams")).ShouldBe(1);
    }

    [Fact]
    public async Task Own_SQL_takes_part_in_the_sessions_transaction()
    {
        var store = await TestStore.CreateAsync(postgres);
        await store.ExecuteAsync($"create table {store.Schema}.note (id int)");
        var account = Guid.CreateVersion7();

        await using (var abandoned = store.Session())
        {
            await InsertNoteAsync(abandoned, 1);
            abandoned.Events.StartStream<Account>(account, new Opened("Aoi", Currency.Yen));
        }

        await using (var saved = store.Session())
        {
            await InsertNoteAsync(saved, 2);
            saved.Events.StartStream<Account>(account, new Opened("Aoi", Currency.Yen));
            (await saved.Events.FetchStreamStateAsync(account)).ShouldBeNull();
            await saved.SaveChangesAsync();
        }

        (await store.ScalarAsync<int>($"select sum(id)::int from {store.Schema}.note")).ShouldBe(2);

        async Task InsertNoteAsync(IEventSession session, int id)
        {
            var transaction = await session.BeginTransactionAsync();
            await using var command = new NpgsqlCommand($"insert into {store.Schema}.note values ({id})", session.Connection, transaction);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Saving_nothing_does_nothing()
    {
        var store = await TestStore.CreateAsync(postgres);
        await using var session = store.Session();
        await session.Events.FetchForWriting<Account>(Guid.CreateVersion7());

        await session.SaveChangesAsync();

        (await store.ScalarAsync<long>($"select count(*) from {store.Schema}.mt_streams")).ShouldBe(0);
    }

    [Fact]
    public async Task An_unmapped_type_is_refused_before_anything_is_sent()
    {
        var store = await TestStore.CreateAsync(postgres);
        await using var session = store.Session();

        Should.Throw<UnknownEventTypeException>(() => session.Events.Append(Guid.CreateVersion7(), new object()));
        Should.Throw<ArgumentException>(() => session.Events.StartStream<Account>(Guid.CreateVersion7()));
    }
}
