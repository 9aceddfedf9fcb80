using Meet.Contracts;
using Meet.Contracts.Chat.Rpc;
using Meet.Contracts.Media;
using Meet.ServiceDefaults.Time;
using Meet.Testing;

namespace Meet.Meets.IntegrationTests.Harness;

/// <summary>
/// Two replicas of meets over a real PostgreSQL and a real RabbitMQ, with chat and the media nodes played by the tests. At the end
/// everything that was ever stored is replayed.
/// </summary>
public sealed class World : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private readonly RabbitMqFixture _rabbit = new();
    private readonly TestClock _clock = new();
    private TimeSpan _advanced;
    private int _people;
    private string _brokerSeenByMeets = "";

    public World() => Keys = new Keys(_clock);

    internal Keys Keys { get; }

    internal ChatPeer Chat { get; } = new();

    internal Broker Broker { get; private set; } = null!;

    /// <summary>Between meets and the broker.</summary>
    internal TcpRelay Relay { get; private set; } = null!;

    internal List<MeetsProcess> Replicas { get; } = [];

    /// <summary>media-1 and media-2, which live as long as the tests; further ones are their tests' own.</summary>
    internal List<MediaPeer> Nodes { get; } = [];

    internal Npgsql.NpgsqlDataSource Database => _postgres.DataSource;

    /// <summary>The replicas' time.</summary>
    internal TimeProvider Time => _clock;

    /// <summary>Unlike any other's, so that a broker shared with other runs does no harm.</summary>
    public string Tenant { get; } = $"t{Guid.NewGuid():N}"[..12];

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        await _rabbit.InitializeAsync();
        await Chat.StartAsync();
        Broker = new Broker(_rabbit.ConnectionString, _rabbit.Prefix);
        await Broker.StartAsync();
        Nodes.AddRange(await Task.WhenAll(StartNodeAsync("media-1"), StartNodeAsync("media-2")));
        var real = new UriBuilder(_rabbit.ConnectionString);
        Relay = new TcpRelay(real.Host, real.Port);
        Relay.Up();
        _brokerSeenByMeets = new UriBuilder(real.Uri) { Port = Relay.Port }.Uri.ToString();
        // Both at once, on an empty database: creating the tables is part of what is tested.
        Replicas.AddRange(await Task.WhenAll(StartReplicaAsync(), StartReplicaAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Replicas.Count > 0)
            {
                await Replay.EverythingAsync(Database);
            }
        }
        finally
        {
            foreach (var replica in Replicas)
            {
                await replica.DisposeAsync();
            }

            foreach (var node in Nodes)
            {
                await node.DisposeAsync();
            }

            await Broker.DisposeAsync();
            Relay.Dispose();
            await Chat.DisposeAsync();
            await _postgres.DisposeAsync();
            await _rabbit.DisposeAsync();
            Keys.Dispose();
        }
    }

    internal async Task<MediaPeer> StartNodeAsync(string id)
    {
        var node = new MediaPeer(id, Broker);
        await node.StartAsync();
        return node;
    }

    /// <summary>What a media node says of a participant's session, and when by its clock.</summary>
    internal Task TellAsync(Guid meet, Guid participant, string node, MediaSessionState state, DateTimeOffset at) => Broker.TellAsync(
        new MediaSessionChanged(Tenant, meet, participant, $"{node}.{participant:N}", node, state, false, at));

    internal async Task<MeetsProcess> StartReplicaAsync()
    {
        var replica = await MeetsProcess.StartAsync(_postgres.ConnectionString, _brokerSeenByMeets, Chat.Address, Keys);
        await replica.AdvanceAsync(_advanced);
        return replica;
    }

    /// <summary>Moves everybody's clock; tokens are signed and checked by it too.</summary>
    public async Task AdvanceAllAsync(TimeSpan by)
    {
        _clock.Advance(by);
        _advanced += by;
        foreach (var replica in Replicas)
        {
            await replica.AdvanceAsync(by);
        }
    }

    public PersonRef NewAgent()
    {
        var agent = new PersonRef(PersonKind.Staff, Guid.CreateVersion7(), $"Agent {Interlocked.Increment(ref _people)}");
        Chat.Knows(Tenant, Online(agent));
        return agent;
    }

    /// <summary>A team chat of these, all online; a direct message of two.</summary>
    internal Guid NewRoom(string kind, params PersonRef[] members)
    {
        var room = Guid.CreateVersion7();
        Chat.Knows(Tenant, new RoomFactsReply { RoomId = room.ToString(), Kind = kind, Members = { members.Select(Online) } });
        return room;
    }

    internal static StaffPerson Online(PersonRef person) =>
        new() { Id = person.Id.ToString(), Name = person.Name, OperatorSeat = true, Reachability = Reachability.Online };

    /// <summary>An open chat of a new customer who is online, assigned to this agent, where both may start.</summary>
    internal ChatOf NewChat(PersonRef assignee, Action<ChatFactsReply>? but = null)
    {
        var customer = new PersonRef(PersonKind.Customer, Guid.CreateVersion7(), $"Visitor {Interlocked.Increment(ref _people)}");
        var facts = new ChatFactsReply
        {
            ChatId = Guid.CreateVersion7().ToString(),
            Open = true,
            InputOpen = true,
            Source = "web",
            CustomerMayStart = true,
            PlanPaid = true,
            CallerHasSeat = true,
            Customer = new Person { Id = customer.Id.ToString(), Name = customer.Name },
            CustomerReachability = Reachability.Online,
            Assignee = new Person { Id = assignee.Id.ToString(), Name = assignee.Name },
            AssigneeReachability = Reachability.Online,
            AssigneeReady = true,
        };
        but?.Invoke(facts);
        Chat.Knows(Tenant, facts);
        return new ChatOf(Guid.Parse(facts.ChatId), customer, assignee);
    }

    internal As As(PersonRef person, int replica = 0, string? tenant = null, Guid? onlyChat = null) =>
        new(Replicas[replica].Http, Keys.TokenFor(tenant ?? Tenant, person, onlyChat));
}

internal sealed record ChatOf(Guid Id, PersonRef Customer, PersonRef Assignee);
