namespace Meet.EventStore.IntegrationTests;

/// <summary>What the database knows about who runs a subscription.</summary>
internal static class Leader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Records every change of a stored position, in order.</summary>
    public static Task AuditPositionsAsync(this TestStore store) => store.ExecuteAsync($"""
        create table {store.Schema}.audit (id bigserial primary key, name text, old bigint, new bigint);
        create function {store.Schema}.audit() returns trigger language plpgsql as $$
        begin
            insert into {store.Schema}.audit (name, old, new) values (new.name, old.last_seq_id, new.last_seq_id);
            return new;
        end $$;
        create trigger audit after update on {store.Schema}.mt_event_progression for each row execute function {store.Schema}.audit();
        """);

    /// <summary>Each change starts where the one before ended, and goes up.</summary>
    public static async Task PositionsShouldFormOneChainAsync(this TestStore store, string name)
    {
        await using var command = store.DataSource.CreateCommand(
            $"select old, new from {store.Schema}.audit where name = '{name}:All' order by id");
        await using var reader = await command.ExecuteReaderAsync();
        var at = 0L;
        while (await reader.ReadAsync())
        {
            reader.GetInt64(0).ShouldBe(at);
            reader.GetInt64(1).ShouldBeGreaterThan(at);
            at = reader.GetInt64(1);
        }

        at.ShouldBeGreaterThan(0);
    }

    /// <summary>Cuts every connection of the process that runs the subscription, as if its machine had died.</summary>
    public static Task KillAsync(this TestStore store, string name) => store.ExecuteAsync($"""
        select pg_terminate_backend(a.pid) from pg_stat_activity a
        where a.application_name = (
            select l.application_name from pg_locks join pg_stat_activity l using (pid)
            where locktype = 'advisory' and granted
              and (classid::bigint << 32 | objid::bigint) = hashtextextended('{store.Schema}.{name}:All', 0))
        """);

    public static Task PositionReachesAsync(this TestStore store, string name, long position) => UntilAsync(
        store, $"select coalesce(max(last_seq_id), 0) >= {position} from {store.Schema}.mt_event_progression where name = '{name}:All'");

    public static async Task UntilAsync(this TestStore store, string condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await store.ScalarAsync<bool>(condition))
            await Task.Delay(5, limit.Token);
    }
}
