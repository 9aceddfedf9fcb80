using Meet.Contracts.Media;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests.Fleet;

/// <summary>A node that takes no new rooms, and Meets that go on elsewhere.</summary>
public sealed class RoomAdmissionTests : IDisposable
{
    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData(MediaNodeState.Full)]
    [InlineData(MediaNodeState.Draining)]
    [InlineData(MediaNodeState.Leaving)]
    [InlineData(MediaNodeState.Stopped)]
    public async Task A_new_room_is_sent_elsewhere_and_meets_is_told(MediaNodeState state)
    {
        _node.State.Set(state);
        await using var peer = new RtcPeer(Guid.NewGuid());

        (await _node.JoinAsync(_meet, peer.Id, peer.Offer())).Refusal.ShouldBe(Refusal.Elsewhere);

        var refused = _node.Refused.ShouldHaveSingleItem();
        (refused.TenantId, refused.MeetId, refused.NodeId).ShouldBe(("demo", _meet, TestNode.NodeId));
        (_node.Node.SessionCount, _node.Node.MeetCount).ShouldBe((0, 0));
        _node.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_room_that_is_there_goes_on_taking_people()
    {
        await using var anna = await _node.PeerAsync(_meet);
        _node.State.SetOpen(false);

        await using var ben = await _node.PeerAsync(_meet);

        (_node.Node.SessionCount, _node.Node.MeetCount, _node.Refused.Count).ShouldBe((2, 1, 0));
        _node.State.SetOpen(true);
        await using var carol = await _node.PeerAsync(Guid.CreateVersion7());
        _node.Node.MeetCount.ShouldBe(2);
    }

    [Fact]
    public async Task Load_does_not_open_a_node_that_is_being_stopped()
    {
        _node.State.Set(MediaNodeState.Draining);

        _node.State.SetOpen(true);

        _node.State.Current.ShouldBe(MediaNodeState.Draining);
        await using var peer = new RtcPeer(Guid.NewGuid());
        (await _node.JoinAsync(_meet, peer.Id, peer.Offer())).Refusal.ShouldBe(Refusal.Elsewhere);
    }

    [Fact]
    public async Task Sessions_of_a_Meet_that_moved_are_lost_ones_and_no_others()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var other = await _node.PeerAsync(Guid.CreateVersion7());
        var events = (await _node.Node.WatchAsync(anna.SessionId))!;

        await _node.Node.MoveMeetAsync(_meet);
        await _node.Node.MoveMeetAsync(Guid.CreateVersion7());

        (await events.UntilAsync(each => each.Closed is not null)).Closed.Reason.ShouldBe("lost");
        (_node.Node.SessionCount, _node.Node.MeetCount).ShouldBe((1, 1));
        (await _node.Node.SetSourcesAsync(other.SessionId, new Sources())).ShouldBeTrue();
    }
}
