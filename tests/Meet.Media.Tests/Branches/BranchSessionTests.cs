using System.Threading.Channels;
using Meet.Contracts.Media;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Quality;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests.Branches;

/// <summary>Who is in a Meet on several workers, and how that ends.</summary>
public sealed class BranchSessionTests : IAsyncDisposable
{
    private readonly SpreadMeet _meet = new(workers: 3, perWorker: 2, maxParticipants: 6);

    private MediaNode Node => _meet.Node.Node;

    public ValueTask DisposeAsync() => _meet.DisposeAsync();

    [Fact]
    public async Task Everybody_knows_everybody_whichever_worker_they_are_on()
    {
        await GatherAsync(5);

        (await _meet.SessionsAsync()).ShouldBe([2, 2, 1]);
        Node.RoomCount.ShouldBe(1);
        foreach (var peer in _meet.Peers)
        {
            var events = (await Node.WatchAsync(peer.SessionId))!;
            await events.UntilAsync(e => Knows(e, [.. _meet.Peers.Where(other => other != peer)]));
            events = (await Node.WatchAsync(peer.SessionId))!;
            await events.UntilAsync(e => e.Bindings is { MoreAudio: 4, MoreVideo: 4 });
        }
    }

    [Fact]
    public async Task What_somebody_says_of_themselves_is_told_everywhere()
    {
        await GatherAsync(3);
        var (anna, carl) = (_meet.Peers[0], _meet.Peers[2]);
        var events = (await Node.WatchAsync(anna.SessionId))!;
        await events.UntilAsync(e => Find(e, carl) is { Sources: { Mic: true, Camera: false }, Quality: 0 });

        (await Node.SetSourcesAsync(carl.SessionId, new Sources { Mic = true, Camera = true })).ShouldBeTrue();
        await events.UntilAsync(e => Find(e, carl) is { Sources.Camera: true });
        (await Node.SetQualityAsync(carl.SessionId, new QualitySample(0, 5, 40))).ShouldBeTrue();
        await events.UntilAsync(e => Find(e, carl) is { Quality: 4 });

        carl.SendAudio(1, 1, level: 20);
        (await events.UntilAsync(e => LevelOf(e, carl) > 0)).Levels.Levels_.ShouldHaveSingleItem().Level_.ShouldBe(107);
        await events.UntilAsync(e => LevelOf(e, carl) == 0);

        (await Node.SetSourcesAsync(carl.SessionId, new Sources { Mic = false })).ShouldBeTrue();
        await events.UntilAsync(e => Find(e, carl) is { Sources.Mic: false });
    }

    [Fact]
    public async Task Whoever_leaves_is_gone_everywhere_and_their_lines_are_free()
    {
        await GatherAsync(2);
        var viewer = await _meet.JoinAsync(receive: 1);
        var (anna, ben) = (_meet.Peers[0], _meet.Peers[1]);
        await _meet.LinesAsync(viewer, anna);
        var events = (await Node.WatchAsync(viewer.SessionId))!;

        await Node.LeaveAsync(anna.SessionId);
        await events.UntilAsync(e => Knows(e, [ben]));
        var lines = await _meet.LinesAsync(viewer, ben);
        ben.SendAudio(5, 5);
        await viewer.NextRtpAsync(viewer.SsrcOf(lines.Mic));

        // The last of the oldest branch: the room goes on where the others are, and on that worker alone.
        await Node.LeaveAsync(ben.SessionId);
        await events.UntilAsync(e => Knows(e, []));
        await Eventually.Becomes(Node.HoldingsAsync, held => (held.Sessions, held.Rooms) == (1, 1), "one room is left");
        var carl = await _meet.JoinAsync();
        (await _meet.SessionsAsync()).ShouldBe([0, 2, 0]);
        await _meet.LinesAsync(viewer, carl);
    }

    [Fact]
    public async Task Whoever_is_lost_is_gone_everywhere()
    {
        await GatherAsync(2);
        var carl = await _meet.JoinAsync();
        var events = (await Node.WatchAsync(_meet.Peers[0].SessionId))!;
        await events.UntilAsync(e => Knows(e, [_meet.Peers[1], carl]));

        await carl.CloseAsync();

        await events.UntilAsync(e => Knows(e, [_meet.Peers[1]]));
        // Other workers may hear of it a moment before meets does.
        await Eventually.Becomes(
            () => Task.FromResult(_meet.Node.Changes.Last()), c => c.SessionId == carl.SessionId && c.State == MediaSessionState.Lost, "meets is told");
    }

    [Fact]
    public async Task A_second_join_replaces_the_first_in_its_branch_although_an_older_one_has_room()
    {
        await GatherAsync(4);
        var tab = _meet.Peers[3];
        var events = (await Node.WatchAsync(tab.SessionId))!;
        await Node.LeaveAsync(_meet.Peers[0].SessionId);

        var phone = await _meet.JoinAsync(id: tab.Id);

        (await events.UntilAsync(e => e.Closed is not null)).Closed.Reason.ShouldBe("replaced");
        (await _meet.SessionsAsync()).ShouldBe([1, 2, 0]);
        var others = (await Node.WatchAsync(_meet.Peers[1].SessionId))!;
        await others.UntilAsync(e => Knows(e, [_meet.Peers[2], phone]));
        // Somebody who is gone has no claim on a worker: the oldest branch with room.
        await Node.LeaveAsync(phone.SessionId);
        await _meet.JoinAsync(id: tab.Id);
        (await _meet.SessionsAsync()).ShouldBe([2, 1, 0]);
    }

    [Fact]
    public async Task A_branch_that_closed_opens_again()
    {
        await GatherAsync(2);
        for (var round = 0; round < 5; round++)
        {
            var carl = await _meet.JoinAsync(receive: 1);
            var lines = await _meet.LinesAsync(carl, _meet.Peers[0]);
            _meet.Peers[0].SendAudio((ushort)round, (uint)(round * 960));
            await carl.NextRtpAsync(carl.SsrcOf(lines.Mic));
            await Node.LeaveAsync(carl.SessionId);
        }

        (await _meet.SessionsAsync()).ShouldBe([2, 0, 0]);
    }

    [Fact]
    public async Task A_full_meet_takes_nobody_more_on_any_worker_but_those_who_are_in_it()
    {
        await GatherAsync(6);
        await using var more = new RtcPeer(Guid.NewGuid());

        (await _meet.Node.JoinAsync(_meet.Id, more.Id, more.Offer())).Refusal.ShouldBe(Refusal.Full);
        await _meet.JoinAsync(id: _meet.Peers[4].Id);
        (await _meet.Node.JoinAsync(Guid.NewGuid(), more.Id, more.Offer())).Refusal.ShouldBe(Refusal.None);
    }

    [Theory]
    [InlineData("over", "ended")]
    [InlineData("moved", "lost")]
    [InlineData("stopped", "lost")]
    public async Task A_meet_that_is_over_or_goes_elsewhere_and_a_node_that_stops_end_every_branch(string what, string end)
    {
        await GatherAsync(5);
        var events = new List<ChannelReader<MediaEvent>>();
        foreach (var peer in _meet.Peers)
            events.Add((await Node.WatchAsync(peer.SessionId))!);

        await (what switch
        {
            "over" => Node.EndMeetAsync(_meet.Id),
            "moved" => Node.MoveMeetAsync(_meet.Id),
            _ => Node.EndAllAsync(),
        });

        foreach (var each in events)
            (await each.UntilAsync(e => e.Closed is not null)).Closed.Reason.ShouldBe(end);
        await Eventually.Becomes(Node.HoldingsAsync, held => held == default, "nothing is held");
    }

    private async Task GatherAsync(int people)
    {
        for (var i = 0; i < people; i++)
            await _meet.JoinAsync();
    }

    private static bool Knows(MediaEvent happening, RtcPeer[] others) =>
        happening.Peers is { } peers && peers.Peers_.Select(peer => peer.ParticipantId).SequenceEqual(others.Select(other => other.Id.ToString()));

    private static Peer? Find(MediaEvent happening, RtcPeer peer) => happening.Peers?.Peers_.FirstOrDefault(each => each.ParticipantId == peer.Id.ToString());

    private static int? LevelOf(MediaEvent happening, RtcPeer peer) =>
        happening.Levels?.Levels_.FirstOrDefault(each => each.ParticipantId == peer.Id.ToString())?.Level_;
}
