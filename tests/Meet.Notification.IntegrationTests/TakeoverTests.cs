using System.Diagnostics;
using Meet.Contracts.Chat;
using Meet.Notification.Messages;
using Npgsql;

namespace Meet.Notification.IntegrationTests;

/// <summary>A message that another process has leased: while that one lives, and once it is dead.</summary>
public sealed class TakeoverTests(TwilioWorld world) : IClassFixture<TwilioWorld>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task What_a_process_that_lives_has_leased_stays_its_own_and_what_a_dead_one_had_is_sent_once_within_5_seconds()
    {
        var other = await OtherProcess.StartAsync(world);
        var scene = await LeasedAsync(other.Id);

        // Longer than it takes to be taken for dead, and with a session that breaks and comes back in between.
        var clock = Stopwatch.StartNew();
        await StaysAsync(scene, other.Id, until: MissingWorkers.Patience * 0.5, clock);
        await other.ReconnectAsync();
        await StaysAsync(scene, other.Id, until: MissingWorkers.Patience * 2, clock);
        await other.DisposeAsync();
        clock.Restart();
        await scene.UntilAsync(DeliveryState.Sent);

        clock.Elapsed.ShouldBeInRange(MissingWorkers.Patience, Promised);
        world.Twilio.TakenFor(scene.Contact.Phone).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_dead_process_may_have_sent_is_looked_for_before_it_is_sent()
    {
        var scene = await LeasedAsync(await DeadAsync(), TwilioPeer.Trouble.TakenBut500);
        var clock = Stopwatch.StartNew();

        await scene.UntilAsync(DeliveryState.Sent);

        clock.Elapsed.ShouldBeLessThan(Promised);
        world.Twilio.AskedFor(scene.Contact.Phone).ShouldBe(1);
        world.Twilio.TakenFor(scene.Contact.Phone).ShouldHaveSingleItem();
    }

    /// <summary>A message that is due, of which a process has begun a try.</summary>
    private async Task<Scene> LeasedAsync(int process, TwilioPeer.Trouble before = TwilioPeer.Trouble.Broken500)
    {
        var scene = new Scene(world);
        world.Twilio.Has(scene.Contact.Phone, before);
        await scene.RingAsync();
        await scene.UntilRowAsync(row => row.Tries == 1, "the first try");
        await using var lease = world.Database.CreateCommand("""
            update notification.messages set doubtful = true, due_at = $2, leased_until = now() + interval '60 seconds', leased_by = $3
             where meet_id = $1 and channel = 'sms'
            """);
        lease.Parameters.Add(new() { Value = scene.MeetId });
        lease.Parameters.Add(new() { Value = world.Clock.GetUtcNow().ToUniversalTime() });
        lease.Parameters.Add(new() { Value = process });
        (await lease.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
        return scene;
    }

    private async Task<int> DeadAsync()
    {
        await using var process = await OtherProcess.StartAsync(world);
        return process.Id;
    }

    private async Task StaysAsync(Scene scene, int process, TimeSpan until, Stopwatch clock)
    {
        await using var read = world.Database.CreateCommand("select leased_by from notification.messages where meet_id = $1 and channel = 'sms'");
        read.Parameters.Add(new() { Value = scene.MeetId });
        while (clock.Elapsed < until)
        {
            (await read.ExecuteScalarAsync()).ShouldBe(process);
            await Task.Delay(50);
        }
    }

    /// <summary>One more process of the service, as far as the others can see it.</summary>
    private sealed class OtherProcess : IAsyncDisposable
    {
        private readonly World _world;
        private NpgsqlConnection? _session;

        private OtherProcess(World world) => _world = world;

        public int Id { get; } = Random.Shared.Next(1, int.MaxValue);

        public static async Task<OtherProcess> StartAsync(World world)
        {
            var process = new OtherProcess(world);
            await process.OpenAsync();
            return process;
        }

        public async Task ReconnectAsync()
        {
            await DisposeAsync();
            // The gap is what the test is about: longer than between two looks, shorter than the patience (MissingWorkers).
            await Task.Delay(1000);
            await OpenAsync();
        }

        // Its pool would keep the session: the unlocking is the end of a process.
        public async ValueTask DisposeAsync()
        {
            if (_session is not { } session)
                return;
            _session = null;
            await using var end = new NpgsqlCommand("select pg_advisory_unlock_all()", session);
            await end.ExecuteNonQueryAsync();
            await session.DisposeAsync();
        }

        private async Task OpenAsync()
        {
            _session = await _world.Database.OpenConnectionAsync();
            await using var live = new NpgsqlCommand("select pg_try_advisory_lock($1, $2)", _session);
            live.Parameters.Add(new() { Value = WorkerSession.LockClass });
            live.Parameters.Add(new() { Value = Id });
            (await live.ExecuteScalarAsync()).ShouldBe(true);
        }
    }
}
