using Dapper;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Chat.Rpc;
using Meet.Contracts.Meets;
using Meet.Contracts.Notifications;

namespace Meet.Notification.IntegrationTests;

/// <summary>One Meet that calls a customer who is not on the site, and what becomes of its messages.</summary>
internal sealed class Scene
{
    private static int _people;

    private readonly World _world;
    private readonly string _tenant;
    private long _version;
    private TimeSpan _ringFor = TimeSpan.FromMinutes(10);

    /// <param name="customer">Whom it calls; null: somebody new.</param>
    public Scene(World world, PersonRef? customer = null, string? tenant = null)
    {
        (_world, _tenant) = (world, tenant ?? world.Tenant);
        var number = Interlocked.Increment(ref _people);
        Customer = customer ?? new PersonRef(PersonKind.Customer, Guid.CreateVersion7(), $"Visitor {number}");
        Contact = new ContactReply
        {
            Sms = true, TenantName = "デモショップ", CustomerName = Customer.Name, Locale = "ja",
            Phone = $"+8190{number:D8}", EmailAddress = $"visitor{number}@example.com",
        };
    }

    public Guid MeetId { get; } = Guid.CreateVersion7();

    public Guid ChatId { get; } = Guid.CreateVersion7();

    public PersonRef Customer { get; }

    public ContactReply Contact { get; }

    /// <summary>Chat knows the customer, and meets rings.</summary>
    public async Task<Scene> RingAsync(Action<ContactReply>? but = null, TimeSpan? ringFor = null)
    {
        _ringFor = ringFor ?? _ringFor;
        but?.Invoke(Contact);
        _world.Chat.Knows(_tenant, Customer.Id, Contact);
        await TellAsync(MeetState.Ringing, RingState.Ringing);
        return this;
    }

    public Task TellAsync(MeetState state, RingState ring, RingChannel channel = RingChannel.Link)
    {
        var now = _world.Clock.GetUtcNow();
        var agent = new PersonRef(PersonKind.Staff, Guid.CreateVersion7(), "田中 葵");
        var view = new MeetView(
            MeetId, ++_version, _tenant, ChatId, MeetPlace.CustomerChat, MeetKind.Voice, state, agent, now, null, state == MeetState.Ended ? now : null,
            null, null,
            [new RingView(Guid.CreateVersion7(), Customer, ring, now, now + _ringFor, null) { Channel = channel }], [], null, null);
        return _world.Bus.TellAsync(new MeetChanged(_tenant, MeetId, view.Version, "meet_started_v1", now, view, view, [Customer]));
    }

    /// <summary>Until the bus has told this state of the message.</summary>
    public async Task<NotificationChanged> UntilAsync(DeliveryState state, DeliveryChannel channel = DeliveryChannel.Sms)
    {
        var heard = await Eventually.SeeAsync(
            () => _world.Bus.Heard(MeetId), all => all.Any(each => each.State == state && each.Channel == channel), $"{state} by {channel}");
        var news = heard.First(each => each.State == state && each.Channel == channel);
        (news.TenantId, news.ChatId, news.CustomerId).ShouldBe((_tenant, ChatId, Customer.Id));
        return news;
    }

    public Task<Row> UntilRowAsync(Func<Row, bool> isThere, string what, DeliveryChannel channel = DeliveryChannel.Sms) =>
        Eventually.GetAsync(() => RowAsync(channel), row => row.Id != default && isThere(row), what);

    public async Task<Row> RowAsync(DeliveryChannel channel = DeliveryChannel.Sms)
    {
        await using var connection = await _world.Database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<Row>(
            """
            select id, state, error, tries, body, recipient, doubtful, due_at, version, published_version
            from notification.messages where meet_id = @MeetId and channel = @channel
            """,
            new { MeetId, channel = Words.Of(channel) }) ?? new Row();
    }

    public sealed class Row
    {
        public Guid Id { get; init; }
        public string State { get; init; } = "";
        public string? Error { get; init; }
        public int Tries { get; init; }
        public string? Body { get; init; }
        public string? Recipient { get; init; }
        public bool Doubtful { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public long Version { get; init; }
        public long PublishedVersion { get; init; }

        public override string ToString() => $"{State} {Error} after {Tries} tries";
    }
}
