using Meet.Chat.People;
using Meet.Chat.Presence;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Presence;
using Meet.Grpc;

namespace Meet.Chat.IntegrationTests;

public sealed class PresenceTests(ChatHost host)
{
    private static readonly GrpcUnaryMethod<ReportRequest, ReportReply> Report =
        GrpcMethod.Unary<ReportRequest, ReportReply>(PresenceReflection.Descriptor.Services[0], "Report");

    [Fact]
    public async Task A_connection_makes_online_and_its_end_offline()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        await using var listener = await Listener.StartAsync(host);

        var replica = await ReportAsync(host, workspace, customer);
        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Online);
        await ChangeAsync(replica, workspace, customer, connection => connection.Closed = true);
        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Offline);

        foreach (var state in (PresenceState[])[PresenceState.Online, PresenceState.Offline])
        {
            (await listener.ExpectAsync<PresenceChanged>(each => each.Person.Id == customer.Id && each.State == state))
                .ShouldSatisfyAllConditions(told => told.TenantId.ShouldBe(workspace.Id), told => told.Person.ShouldBe(customer));
        }

        await listener.ExpectAsync<ChatChanged>(each => each.ChatId == chat && each.Staff.CustomerPresence == PresenceState.Offline && each.Version > 2);
    }

    [Fact]
    public async Task Idle_on_every_connection_is_idle_and_one_in_use_is_online()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var replica = await ReportAsync(host, workspace, customer, idle: true);
        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Idle);

        var other = await ReportAsync(host, workspace, customer);
        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Online);
        await ChangeAsync(other, workspace, customer, connection => connection.IdleSinceUnixMs = 1);
        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Idle);
        await ChangeAsync(replica, workspace, customer, connection => connection.IdleSinceUnixMs = 0);

        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Online);
    }

    [Fact]
    public async Task A_replica_that_is_silent_for_15_seconds_is_gone_with_its_connections()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        await ReportAsync(host, workspace, customer);

        host.Clock.Advance(Connections.ReplicaLife - TimeSpan.FromSeconds(5));
        await SweepAsync();
        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Online);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await SweepAsync();

        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Offline);
    }

    [Fact]
    public async Task A_replica_that_goes_on_reporting_stays()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var replica = await ReportAsync(host, workspace, customer);
        for (var i = 0; i < 5; i++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            await ReportAsync(host, workspace, customer, replica);
            await SweepAsync();
        }

        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Online);
    }

    [Fact]
    public async Task A_full_report_ends_what_it_does_not_list()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var replica = await ReportAsync(host, workspace, customer);

        await host.Grpc.CallAsync(Report, new ReportRequest { ReplicaId = replica.ToString(), Full = true });

        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Offline);
    }

    [Fact]
    public async Task The_same_report_again_tells_nothing_again()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var replica = await ReportAsync(host, workspace, customer);
        var before = await workspace.ChatAsync(aoi, chat);

        await ReportAsync(host, workspace, customer, replica);
        await SweepAsync();

        (await workspace.ChatAsync(aoi, chat)).ShouldBe(before);
    }

    [Fact]
    public async Task What_a_crash_left_unsettled_is_settled_by_the_sweep()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        // The connections were written, but nobody came to say what they mean.
        var person = new PersonKey { TenantId = workspace.Id, PersonKind = "customer", PersonId = customer.Id };
        await host.Get<Connections>().ReportAsync(Guid.NewGuid(), true, [new Reported("c1", person, false, null)], CancellationToken.None);

        await SweepAsync();

        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Online);
    }

    [Fact]
    public async Task Strangers_and_malformed_connections_do_no_harm()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var report = new ReportRequest
        {
            ReplicaId = Guid.NewGuid().ToString(),
            Full = true,
            Connections =
            {
                new Connection { ConnectionId = "1", TenantId = "nowhere", PersonKind = "staff", PersonId = Guid.NewGuid().ToString() },
                new Connection { ConnectionId = "2", TenantId = workspace.Id, PersonKind = "customer", PersonId = Guid.NewGuid().ToString() },
                new Connection { ConnectionId = "3", TenantId = workspace.Id, PersonKind = "robot", PersonId = customer.Id.ToString() },
                new Connection { ConnectionId = "4", TenantId = workspace.Id, PersonKind = "customer", PersonId = "x" },
                new Connection { ConnectionId = "5", TenantId = workspace.Id, PersonKind = "customer", PersonId = customer.Id.ToString() },
            },
        };

        await host.Grpc.CallAsync(Report, report);
        await SweepAsync();

        (await workspace.ChatAsync(aoi, chat)).CustomerPresence.ShouldBe(PresenceState.Online);
        (await host.Get<PresenceStates>().UnsettledAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_assignees_presence_shows_in_their_open_chats()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        await workspace.SayAsync(aoi, chat, "田中です");

        await ReportAsync(host, workspace, aoi);

        (await workspace.ChatAsync(customer, chat)).AssigneePresence.ShouldBe(PresenceState.Online);
    }

    [Fact]
    public async Task Ready_is_who_has_a_connection_that_may_talk_and_ring_and_it_is_told_though_the_state_stays()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        await workspace.SayAsync(aoi, chat, "田中です");
        var replica = await ReportAsync(host, workspace, aoi, microphone: "prompt", sound: true);
        (await ReadyAsync(workspace, aoi)).ShouldBeFalse();
        var seen = await workspace.ChatAsync(customer, chat);
        await using var listener = await Listener.StartAsync(host);

        await ReportAsync(host, workspace, aoi, replica, microphone: "granted", sound: true);
        (await ReadyAsync(workspace, aoi)).ShouldBeTrue();
        (await listener.ExpectAsync<PresenceChanged>(each => each.Person.Id == aoi.Id && each.Ready)).State.ShouldBe(PresenceState.Online);
        // On another device as well: nothing is lost while one of them is ready.
        var other = await ReportAsync(host, workspace, aoi, microphone: "granted", sound: false);
        await ReportAsync(host, workspace, aoi, replica, microphone: "granted", sound: false);
        (await ReadyAsync(workspace, aoi)).ShouldBeFalse();
        (await listener.ExpectAsync<PresenceChanged>(each => each.Person.Id == aoi.Id && !each.Ready)).State.ShouldBe(PresenceState.Online);
        await ReportAsync(host, workspace, aoi, other, microphone: "granted", sound: true);
        (await ReadyAsync(workspace, aoi)).ShouldBeTrue();

        (await workspace.ChatAsync(customer, chat)).ShouldBe(seen);
        listener.Heard<ChatChanged>().ShouldAllBe(each => each.ChatId != chat);
    }

    [Fact]
    public async Task Who_goes_is_not_ready()
    {
        var (workspace, aoi, _, _) = await StartAsync();
        var replica = await ReportAsync(host, workspace, aoi, microphone: "granted", sound: true);

        await ChangeAsync(replica, workspace, aoi, connection => connection.Closed = true);

        (await ReadyAsync(workspace, aoi)).ShouldBeFalse();
        (await host.Get<PresenceStates>().UnsettledAsync(CancellationToken.None)).ShouldAllBe(each => each.TenantId != workspace.Id);
    }

    private static async Task<bool> ReadyAsync(Workspace workspace, PersonRef staff) =>
        (await workspace.GetAsync<StaffList>(staff, "staff")).Items.Single(each => each.Person == staff).Ready;

    /// <summary>One connection of a person, reported whole by a replica.</summary>
    internal static async Task<Guid> ReportAsync(ChatHost host, Workspace workspace, PersonRef person, Guid? replica = null, bool idle = false, string microphone = "", bool sound = false)
    {
        var id = replica ?? Guid.NewGuid();
        await host.Grpc.CallAsync(Report, new ReportRequest
        {
            ReplicaId = id.ToString(), Full = true, Connections =
            {
                Of(id, workspace, person, connection =>
                {
                    (connection.IdleSinceUnixMs, connection.Microphone, connection.Sound) = (idle ? 1 : 0, microphone, sound);
                }),
            },
        });
        return id;
    }

    private Task<ReportReply> ChangeAsync(Guid replica, Workspace workspace, PersonRef person, Action<Connection> change) =>
        host.Grpc.CallAsync(Report, new ReportRequest { ReplicaId = replica.ToString(), Connections = { Of(replica, workspace, person, change) } });

    private static Connection Of(Guid replica, Workspace workspace, PersonRef person, Action<Connection> change)
    {
        var connection = new Connection
        {
            ConnectionId = $"{replica}-1",
            TenantId = workspace.Id,
            PersonKind = person.Kind == PersonKind.Staff ? "staff" : "customer",
            PersonId = person.Id.ToString(),
        };
        change(connection);
        return connection;
    }

    private Task SweepAsync() =>
        new PresenceSweep(host.Get<Connections>(), host.Get<PresenceStates>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<PresenceSweep>.Instance)
            .SweepAsync(CancellationToken.None);

    private async Task<(Workspace Workspace, PersonRef Aoi, PersonRef Customer, Guid Chat)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        return (workspace, aoi, customer, (await workspace.OpenAsync(customer)).ChatId);
    }
}
