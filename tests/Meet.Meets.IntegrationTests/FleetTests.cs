using System.Net;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;
using Meet.Meets.Api;
using Meet.Meets.IntegrationTests.Harness;

namespace Meet.Meets.IntegrationTests;

/// <summary>Meets live at nodes that announce themselves, and go on elsewhere when their node cannot have them.</summary>
[Collection(OneWorld.Name)]
public sealed class FleetTests(World world)
{
    [Fact]
    public async Task A_Meet_whose_node_died_goes_on_at_another_with_everybody_expected_back_there()
    {
        await using var node = await world.StartNodeAsync("media-dies");
        var (chat, meet) = await TalkingAtAsync(node);

        await node.DisposeAsync();

        var moved = await MovedAsync(chat, meet, from: node.Id);
        moved.State.ShouldBe(MeetState.Live);
        moved.Participants.ShouldAllBe(each => each.State == ParticipantState.Reconnecting);
        var back = (await world.As(chat.Customer, replica: 1).DoAsync(meet, "join")).Joined;
        back.Grant.ShouldNotBeNull().MediaNode.ShouldBe(moved.MediaNode);
        await world.TellAsync(meet, chat.Customer.Id, moved.MediaNode!, MediaSessionState.Connected, world.Time.GetUtcNow());
        await Eventually.GetAsync(
            () => world.As(chat.Assignee).ViewAsync(meet),
            view => view.Participants.Single(each => each.Person.Id == chat.Customer.Id).State == ParticipantState.Joined,
            "the customer's return");
        await HistoryMovesOnceAsync(chat, meet);
    }

    [Fact]
    public async Task A_node_that_says_nothing_on_the_bus_but_answers_keeps_its_Meets()
    {
        await using var node = await world.StartNodeAsync("media-mute");
        var (chat, meet) = await TalkingAtAsync(node);
        await using var other = await world.StartNodeAsync("media-other");
        var (_, doomed) = await TalkingAtAsync(other);

        node.IsMute = true;
        await other.DisposeAsync();

        // Both fell silent at the same time: once the dead one is known, the other one's silence was looked into too.
        await Eventually.GetAsync(
            () => Task.FromResult(world.Broker.Heard(doomed)), heard => heard.Any(message => message.View.MediaNode != other.Id), "the other's move");
        (await world.As(chat.Assignee).ViewAsync(meet)).MediaNode.ShouldBe(node.Id);
    }

    [Fact]
    public async Task A_node_that_leaves_gives_its_Meets_away_and_one_that_drains_keeps_them()
    {
        await using var node = await world.StartNodeAsync("media-leaves");
        var (chat, meet) = await TalkingAtAsync(node);

        await node.BecomeAsync(MediaNodeState.Draining);
        await SeenAsync(node.Id, MediaNodeState.Draining);
        (await world.As(chat.Assignee).ViewAsync(meet)).MediaNode.ShouldBe(node.Id);
        for (var n = 0; n < 4; n++)
        {
            var another = world.NewChat(world.NewAgent());
            (await world.As(another.Assignee, n % 2).StartAsync(another.Id)).Started.Meet.MediaNode.ShouldNotBe(node.Id);
        }

        await node.BecomeAsync(MediaNodeState.Leaving);

        await MovedAsync(chat, meet, from: node.Id);
        await HistoryMovesOnceAsync(chat, meet);
    }

    [Fact]
    public async Task A_node_that_crashed_and_is_back_before_anybody_missed_it_has_lost_its_people_who_come_back_to_it()
    {
        await using var node = await world.StartNodeAsync("media-again");
        var (chat, meet) = await TalkingAtAsync(node);

        await node.BecomeAnotherAsync(world.Time.GetUtcNow().AddSeconds(1));

        var lost = await Eventually.GetAsync(
            () => world.As(chat.Assignee).ViewAsync(meet),
            view => view.Participants.All(each => each.State == ParticipantState.Reconnecting),
            "everybody's loss");
        (lost.MediaNode, lost.State).ShouldBe((node.Id, MeetState.Live));
        (await world.As(chat.Assignee).GetAsync($"/api/meets/{meet}/events")).Read<MeetHistory>().Items
            .Count(item => item.Type == "participant_reconnecting_v1").ShouldBe(2);
    }

    [Fact]
    public async Task A_Meet_that_its_node_refused_gets_another_one()
    {
        await using var node = await world.StartNodeAsync("media-full");
        var (chat, meet) = await AtAsync(node);

        await world.Broker.TellAsync(new MediaRoomRefused(world.Tenant, meet, node.Id, DateTimeOffset.UtcNow));

        (await MovedAsync(chat, meet, from: node.Id)).State.ShouldBe(MeetState.Ringing);
    }

    [Fact]
    public async Task Without_a_node_that_takes_Meets_a_start_is_refused_and_leaves_nothing_behind()
    {
        try
        {
            foreach (var node in world.Nodes)
            {
                await node.BecomeAsync(MediaNodeState.Full);
                await SeenAsync(node.Id, MediaNodeState.Full);
            }

            await NoneIsOpenAsync();
            var chat = world.NewChat(world.NewAgent());
            (await world.As(chat.Assignee).StartAsync(chat.Id)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "no_media_node");
            (await world.As(chat.Assignee).GetAsync($"/api/meets?chatId={chat.Id}")).Read<MeetList>().Items.ShouldBeEmpty();
        }
        finally
        {
            foreach (var node in world.Nodes)
            {
                await node.BecomeAsync(MediaNodeState.Open);
                await SeenAsync(node.Id, MediaNodeState.Open);
            }
        }
    }

    /// <summary>A ringing Meet that lives at this node, however many are started for it.</summary>
    private async Task<(ChatOf Chat, Guid Meet)> AtAsync(MediaPeer node)
    {
        await SeenAsync(node.Id, MediaNodeState.Open);
        while (true)
        {
            var chat = world.NewChat(world.NewAgent());
            var started = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet;
            if (started.MediaNode == node.Id)
            {
                return (chat, started.MeetId);
            }
        }
    }

    private async Task<(ChatOf Chat, Guid Meet)> TalkingAtAsync(MediaPeer node)
    {
        var (chat, meet) = await AtAsync(node);
        (await world.As(chat.Customer, replica: 1).DoAsync(meet, "accept")).Joined.Meet.State.ShouldBe(MeetState.Live);
        foreach (var person in new[] { chat.Assignee, chat.Customer })
        {
            await world.TellAsync(meet, person.Id, node.Id, MediaSessionState.Connected, world.Time.GetUtcNow());
        }

        await Eventually.GetAsync(
            () => world.As(chat.Assignee).ViewAsync(meet),
            view => view.Participants.All(each => each.State == ParticipantState.Joined),
            "everybody's media");
        return (chat, meet);
    }

    private Task<MeetView> MovedAsync(ChatOf chat, Guid meet, string from) => Eventually.GetAsync(
        () => world.As(chat.Assignee).ViewAsync(meet), view => view.MediaNode != from, "the move");

    /// <summary>Both replicas notice; one of them moves it.</summary>
    private async Task HistoryMovesOnceAsync(ChatOf chat, Guid meet) =>
        (await world.As(chat.Assignee).GetAsync($"/api/meets/{meet}/events")).Read<MeetHistory>().Items
            .Count(item => item.Type == "media_moved_v1").ShouldBe(1);

    /// <summary>Both replicas know of none. Nodes of tests before have ended without a word, and are missed only after a while.</summary>
    private async Task NoneIsOpenAsync()
    {
        foreach (var replica in world.Replicas)
        {
            await Eventually.GetAsync(
                () => replica.NodesAsync(), nodes => nodes.All(each => each.IsGone || each.Said.State != MediaNodeState.Open), "no open node");
        }
    }

    /// <summary>Both replicas have heard it.</summary>
    private async Task SeenAsync(string node, MediaNodeState state)
    {
        foreach (var replica in world.Replicas)
        {
            await Eventually.GetAsync(
                () => replica.NodesAsync(),
                nodes => nodes.Any(each => !each.IsGone && each.Said.NodeId == node && each.Said.State == state),
                $"{node} as {state}");
        }
    }
}
