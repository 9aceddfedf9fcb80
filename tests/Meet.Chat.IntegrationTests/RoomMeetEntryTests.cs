using Meet.Chat.Rooms;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using MassTransit;

namespace Meet.Chat.IntegrationTests;

/// <summary>A Meet in a room has one entry there, whatever order its news comes in.</summary>
public sealed class RoomMeetEntryTests(ChatHost host)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("123")]
    [InlineData("321")]
    [InlineData("3")]
    [InlineData("112233321")]
    public async Task Any_order_and_number_of_deliveries_ends_in_the_same_state(string order)
    {
        var (workspace, aoi, ken, room) = await StartAsync();
        var meet = Guid.CreateVersion7();

        foreach (var each in order)
            await WriteAsync(workspace, Changed(workspace, room, meet, aoi, each - '0'));

        var entry = (await workspace.RoomEntriesAsync(ken, room)).ShouldHaveSingleItem();
        (entry.Kind, entry.Version, entry.Meet!.State, entry.Author, entry.At).ShouldBe((EntryKind.Meet, 3, MeetState.Ended, aoi, Start));
        var after = await workspace.RoomAsync(ken, room);
        (after.LiveMeetId, after.LastPosition, after.UnreadOf(aoi), after.UnreadOf(ken)).ShouldBe((null, 1, 0, 1));
        (after.LastEntry!.Missed, after.LastEntry.MeetState).ShouldBe((true, MeetState.Ended));
    }

    [Fact]
    public async Task While_it_rings_and_lives_the_room_names_it()
    {
        var (workspace, aoi, ken, room) = await StartAsync();
        var meet = Guid.CreateVersion7();
        await workspace.SayInRoomAsync(ken, room, "話せますか?");

        await WriteAsync(workspace, Changed(workspace, room, meet, aoi, 1));
        (await workspace.RoomAsync(ken, room)).LiveMeetId.ShouldBe(meet);
        await WriteAsync(workspace, Changed(workspace, room, meet, aoi, 2));

        var live = await workspace.RoomAsync(ken, room);
        // Calling is not reading: what stood above the call is still unread.
        (live.LiveMeetId, live.UnreadOf(aoi)).ShouldBe((meet, 2));
    }

    [Fact]
    public async Task The_same_delivery_at_once_by_two_replicas_writes_one_entry()
    {
        var (workspace, aoi, _, room) = await StartAsync();
        var changed = Changed(workspace, room, Guid.CreateVersion7(), aoi, 1);

        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WriteAsync(workspace, changed)));

        written.Count(each => each).ShouldBe(1);
    }

    [Fact]
    public async Task A_Meet_of_another_workspaces_room_is_not_written()
    {
        var (workspace, aoi, _, room) = await StartAsync();
        var other = await Workspace.CreateAsync(host);

        (await WriteAsync(other, Changed(other, room, Guid.CreateVersion7(), aoi, 1))).ShouldBeFalse();

        (await workspace.RoomEntriesAsync(aoi, room)).ShouldBeEmpty();
    }

    [Fact]
    public async Task News_from_the_bus_reaches_the_rooms_timeline()
    {
        var (workspace, aoi, ken, room) = await StartAsync();
        await using var listener = await Listener.StartAsync(host);
        var meet = Guid.CreateVersion7();

        await host.Get<IBus>().Publish(Changed(workspace, room, meet, aoi, 1));

        var told = await listener.ExpectAsync<RoomEntryChanged>(each => each.RoomId == room);
        (told.Entry.Kind, told.Entry.Meet!.MeetId).ShouldBe((EntryKind.Meet, meet));
        told.Members.ShouldBe([aoi.Id, ken.Id], ignoreOrder: true);
    }

    private async Task<(Workspace Workspace, PersonRef Aoi, PersonRef Ken, Guid Room)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, ken) = (await workspace.StaffAsync("aoi"), await workspace.StaffAsync("ken"));
        return (workspace, aoi, ken, (await workspace.DirectAsync(aoi, ken)).RoomId);
    }

    private async Task<bool> WriteAsync(Workspace workspace, MeetChanged changed)
    {
        await using var work = await host.Get<Works>().BeginAsync(workspace.Id, CancellationToken.None);
        if (!await RoomMeetEntries.WriteAsync(work, changed))
            return false;
        await work.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <param name="version">1: it rings. 2: it is live. 3: it was missed.</param>
    private static MeetChanged Changed(Workspace workspace, Guid room, Guid meet, PersonRef by, int version)
    {
        var view = new MeetView(
            meet, version, workspace.Id, room, MeetPlace.DirectMessage, MeetKind.Voice,
            version switch { 1 => MeetState.Ringing, 2 => MeetState.Live, _ => MeetState.Ended },
            by, Start, version > 1 ? Start.AddSeconds(9) : null, version > 2 ? Start.AddSeconds(60) : null,
            version > 2 ? EndReason.Missed : null, version > 2 ? MissedReason.NotAnswered : null, [], [], null, null);
        return new MeetChanged(workspace.Id, meet, version, "meet_started_v1", Start, view, null, [by]);
    }
}
