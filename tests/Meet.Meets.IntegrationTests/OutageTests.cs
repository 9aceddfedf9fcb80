using Dapper;
using Meet.Contracts.Meets;
using Meet.EventStore;
using Meet.Meets.Api;
using Meet.Meets.Domain;
using Meet.Meets.IntegrationTests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Meet.Meets.IntegrationTests;

[Collection(OneWorld.Name)]
public sealed class OutageTests(World world)
{
    [Fact]
    public async Task With_two_replicas_each_deadline_has_its_effect_once()
    {
        var meets = new List<(ChatOf Chat, Guid Meet)>();
        for (var n = 0; n < 20; n++)
        {
            var chat = world.NewChat(world.NewAgent());
            meets.Add((chat, (await world.As(chat.Assignee, n % 2).StartAsync(chat.Id)).Started.Meet.MeetId));
        }

        await world.AdvanceAllAsync(TimeSpan.FromSeconds(121));

        foreach (var (chat, meet) in meets)
        {
            await MissedAsync(chat, meet);
        }
    }

    [Fact]
    public async Task A_deadline_set_before_every_replica_died_has_its_effect_after_the_restart()
    {
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;

        foreach (var replica in world.Replicas)
        {
            await replica.DisposeAsync();
        }

        world.Replicas.Clear();
        world.Replicas.AddRange(await Task.WhenAll(world.StartReplicaAsync(), world.StartReplicaAsync()));
        (await world.As(chat.Assignee).ViewAsync(meet)).State.ShouldBe(MeetState.Ringing);
        await world.AdvanceAllAsync(TimeSpan.FromSeconds(121));

        await MissedAsync(chat, meet);
    }

    [Fact]
    public async Task A_lease_that_died_with_its_replica_is_taken_over()
    {
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;
        await using (var connection = await world.Database.OpenConnectionAsync())
        {
            // As a replica leaves it that took the deadline and died: a lease about to end.
            await connection.ExecuteAsync(
                "update meets.meet_deadlines set leased_until = now() + interval '2 seconds' where meet_id = @meet", new { meet });
        }

        await world.AdvanceAllAsync(TimeSpan.FromSeconds(121));

        await MissedAsync(chat, meet);
    }

    [Fact]
    public async Task While_the_broker_is_away_Meets_go_on_and_nothing_of_them_is_lost_or_out_of_order()
    {
        world.Relay.Down();
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;
        await world.As(chat.Customer, 1).DoAsync(meet, "accept");
        await world.As(chat.Customer).DoAsync(meet, "video");
        await world.As(chat.Assignee).DoAsync(meet, "leave");
        var stored = (await world.As(chat.Assignee).GetAsync($"/api/meets/{meet}/events")).Read<MeetHistory>().Items;
        world.Broker.Heard(meet).ShouldBeEmpty();

        world.Relay.Up();

        var heard = await Eventually.GetAsync(
            () => Task.FromResult(world.Broker.Heard(meet)), messages => messages.Any(m => m.Version == stored.Length), "the last event");
        heard.DistinctBy(message => message.Version).Select(message => message.Version)
            .ShouldBe(Enumerable.Range(1, stored.Length).Select(version => (long)version));
        heard[^1].View.State.ShouldBe(MeetState.Ended);
    }

    [Fact]
    public async Task Events_as_old_releases_wrote_them_are_read_from_the_table()
    {
        await using var services = Replay.StoreOn(world.Database);
        var id = Guid.CreateVersion7();
        await using (var connection = await world.Database.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                "insert into meets.mt_streams (tenant_id, id, type, version) values ('golden', @id, 'golden', @count)",
                new { id, count = EventNames.All.Length });
            foreach (var (stored, version) in EventNames.All.Select((stored, n) => (stored, n + 1)))
            {
                await connection.ExecuteAsync(
                    """
                    insert into meets.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
                    values (-@version, @own, @id, @version, @json::jsonb, @alias, 'golden')
                    """,
                    new
                    {
                        version, own = Guid.CreateVersion7(), id, alias = stored.Alias,
                        json = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Golden", stored.Alias + ".json")),
                    });
            }
        }

        await using var session = services.GetRequiredService<IEventStore>().LightweightSession("golden");
        var events = await session.Events.FetchStreamAsync(id);

        events.Select(read => read.EventType).ShouldBe(EventNames.All.Select(stored => stored.Type));
        Evolution.Fold(events.Select(read => (MeetEvent)read.Data)).Version.ShouldBe(EventNames.All.Length);
    }

    [Fact]
    public async Task Everything_stored_so_far_replays_to_what_stands_in_the_rows()
    {
        var chat = world.NewChat(world.NewAgent());
        await world.As(chat.Assignee).StartAsync(chat.Id);

        (await Replay.EverythingAsync(world.Database)).ShouldBePositive();
    }

    private async Task MissedAsync(ChatOf chat, Guid meet)
    {
        var agent = world.As(chat.Assignee);
        var view = await Eventually.GetAsync(() => agent.ViewAsync(meet), seen => seen.State == MeetState.Ended, "the end of the ring");
        view.MissedReason.ShouldBe(MissedReason.NotAnswered);
        (await agent.GetAsync($"/api/meets/{meet}/events")).Read<MeetHistory>().Items.Select(item => item.Type)
            .ShouldBe(["meet_started_v1", "ring_started_v1", "ring_timed_out_v1", "meet_missed_v1"]);
    }
}
