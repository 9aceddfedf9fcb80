using MassTransit;
using Meet.Chat.Database;
using Meet.Chat.Events;
using Meet.Contracts.Chat;
using Meet.EventStore;
using Meet.ServiceDefaults.Bus;

namespace Meet.Chat.Rooms;

/// <summary>
/// Tells what changed in rooms, as <see cref="Publishing.ChatPublisher"/> does for chats: the rows as they are by now, to those who
/// are members by now.
/// </summary>
internal sealed class RoomPublisher(ChatDatabase database, IBus bus) : ISubscription
{
    /// <summary>The subscription's row in the log's progress; never change it.</summary>
    public const string Name = "room-publisher";

    public static SubscriptionOptions Options { get; } = new() { IncludedTypes = [.. RoomEvents.All, typeof(StaffRenamed)] };

    public async Task ProcessEventsAsync(EventPage page, CancellationToken cancellationToken)
    {
        foreach (var tenant in page.Events.GroupBy(each => each.TenantId))
            await PublishAsync(tenant.Key, [.. tenant], cancellationToken);
    }

    private async Task PublishAsync(string tenant, List<IEvent> events, CancellationToken cancellationToken)
    {
        var happened = events.Where(each => each.Data is IRoomEvent).ToList();
        await using var connection = await database.OpenAsync(tenant, cancellationToken);
        var concerned = happened.Select(each => each.StreamId).ToHashSet();
        foreach (var renamed in events.Select(each => each.Data).OfType<StaffRenamed>())
            concerned.UnionWith(await ConcernedRooms.OfPersonAsync(connection, tenant, renamed.StaffId));
        var rooms = await RoomQueries.ListAsync(connection, tenant, [.. concerned]);
        var members = rooms.ToDictionary(room => room.RoomId, room => room.Members.Select(member => member.Id).ToList());

        var entries = happened.Select(each => each.Data).OfType<IRoomEntryEvent>().Select(each => each.EntryId).Distinct();
        foreach (var row in (await RoomEntryQueries.ListAsync(connection, tenant, [.. entries])).OrderBy(row => row.Position))
        {
            await bus.PublishConfirmedAsync(
                new RoomEntryChanged(tenant, row.RoomId, row.Id, row.Version, [.. members[row.RoomId]], row.View()), cancellationToken);
        }

        foreach (var room in rooms)
        {
            await bus.PublishConfirmedAsync(new RoomChanged(tenant, room.RoomId, room.Version, [.. members[room.RoomId]], room), cancellationToken);
            var gone = happened
                .Where(each => each.StreamId == room.RoomId)
                .Select(each => each.Data)
                .OfType<RoomMembersChanged>()
                .SelectMany(changed => changed.Removed)
                .Except(members[room.RoomId])
                .ToList();
            if (gone.Count > 0)
                await bus.PublishConfirmedAsync(new RoomChanged(tenant, room.RoomId, room.Version, [.. gone], ForWhoeverLeft(room)), cancellationToken);
        }
    }

    /// <summary>That they are no longer in it is all that they are told.</summary>
    private static RoomView ForWhoeverLeft(RoomView room) => room with { LastEntry = null, LastPosition = 0, Members = [], Reads = [], LiveMeetId = null };
}
