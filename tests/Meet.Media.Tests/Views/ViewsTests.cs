using System.Threading.Channels;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.Media.Tests.Views;

/// <summary>What a page shows decides what it is sent.</summary>
public sealed class ViewsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();
    private ushort _fence;

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task A_picture_out_of_sight_is_not_sent_and_comes_back_with_a_keyframe()
    {
        await using var anna = await _node.PeerAsync(_meet, simulcast: true);
        await using var ben = await _node.PeerAsync(_meet);
        var camera = new LayeredCamera(_node, anna);
        await camera.SendUntilSeenAsync(ben, 3, 2, LayeredCamera.All);

        await ShowAsync(ben, anna, 0);
        await FenceAsync(anna, ben);
        camera.Send(keyframe: true, LayeredCamera.All);
        (await FenceAsync(anna, ben)).ShouldBe(0, "pictures before the fence");

        await ShowAsync(ben, anna, 720);
        await camera.SendUntilAskedAsync(2, LayeredCamera.All);
        (await LayeredCamera.NextLayerAsync(ben, 3)).ShouldBe(2);
    }

    [Fact]
    public async Task Where_lines_stay_as_they_are_looking_at_them_again_allocates_nothing()
    {
        var peers = new List<RtcPeer>();
        for (var i = 0; i < 8; i++)
            peers.Add(await _node.PeerAsync(_meet, receive: 4));
        // With other lines than pictures, and with a picture that is wanted and has none.
        Dictionary<(Guid, Source), int> shown = new() { [(peers[1].Id, Source.Camera)] = 0, [(peers[7].Id, Source.Camera)] = 180 };

        var allocated = await _node.Node.Workers[0].AskAsync(worker =>
        {
            LookAgain();
            return Allocations.Least(_ =>
            {
                for (var i = 0; i < 10; i++)
                    LookAgain();
            });

            void LookAgain()
            {
                foreach (var peer in peers)
                    worker.Rooms.SetViews(peer.SessionId, shown);
            }
        });

        // One small object for each of 80 looks would be 1,920.
        allocated.ShouldBeLessThan(400);
        foreach (var peer in peers)
            await peer.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_is_as_large_as_it_is_shown()
    {
        await using var anna = await _node.PeerAsync(_meet, simulcast: true);
        await using var ben = await _node.PeerAsync(_meet);
        var camera = new LayeredCamera(_node, anna);
        camera.Send(keyframe: true, LayeredCamera.All);
        await camera.SendUntilAskedAsync(2, LayeredCamera.All);

        await ShowAsync(ben, anna, 181);
        await camera.SendUntilSeenAsync(ben, 3, 1, LayeredCamera.All);
        await ShowAsync(ben, anna, 180);
        await camera.SendUntilSeenAsync(ben, 3, 0, LayeredCamera.All);
    }

    [Fact]
    public async Task What_is_known_of_somebody_holds_for_them_whenever_they_come_and_on_whichever_line()
    {
        await using var ben = await _node.PeerAsync(_meet);
        var anna = Guid.CreateVersion7();
        (await _node.Node.SetViewsAsync(ben.SessionId, new() { [(anna, Source.Camera)] = 0 })).ShouldBeTrue();
        var events = (await _node.Node.WatchAsync(ben.SessionId))!;

        await using var hidden = await _node.PeerAsync(_meet, id: anna);
        // Of those who were there before, lines are filled with the next tick.
        await NextAsync(events, e => e.Bindings?.Bindings_.Count == 2);
        hidden.SendVideo(1, 3000, keyframe: true);
        (await FenceAsync(hidden, ben)).ShouldBe(0);
    }

    [Fact]
    public async Task A_line_of_a_hidden_picture_goes_to_one_in_sight_where_lines_are_short()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var carl = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        Camera(ben.Answer.Bindings).ShouldBe([anna.Id.ToString()], "the oldest first, while nothing is known");
        var events = (await _node.Node.WatchAsync(ben.SessionId))!;

        (await _node.Node.SetViewsAsync(ben.SessionId, new() { [(anna.Id, Source.Camera)] = 0, [(carl.Id, Source.Camera)] = 360 })).ShouldBeTrue();

        var told = (await NextAsync(events, e => e.Bindings is { } bindings && Camera(bindings).Contains(carl.Id.ToString()))).Bindings;
        Camera(told).ShouldBe([carl.Id.ToString()]);
        told.MoreVideo.ShouldBe(1);
        carl.SendVideo(1, 3000, keyframe: true);
        await ben.NextRtpAsync(ben.SsrcOf(3));
    }

    [Fact]
    public async Task A_session_that_is_over_shows_nothing()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await _node.Node.LeaveAsync(anna.SessionId);

        (await _node.Node.SetViewsAsync(anna.SessionId, [])).ShouldBeFalse();
    }

    private static IEnumerable<string> Camera(Bindings bindings) => bindings.Bindings_.Where(b => b.Source == Source.Camera).Select(b => b.ParticipantId);

    private async Task ShowAsync(RtcPeer viewer, RtcPeer other, int height) =>
        (await _node.Node.SetViewsAsync(viewer.SessionId, new() { [(other.Id, Source.Camera)] = height })).ShouldBeTrue();

    /// <summary>A packet of sound, behind everything that was sent before. Returns how many of pictures came until it did.</summary>
    private async Task<int> FenceAsync(RtcPeer sender, RtcPeer receiver)
    {
        using var patience = new CancellationTokenSource(Patience);
        sender.SendAudio(++_fence, _fence * 960u);
        var pictures = 0;
        await foreach (var ssrc in receiver.HeardAsync(patience.Token))
        {
            if (ssrc == receiver.SsrcOf(2))
                break;
            pictures += ssrc == receiver.SsrcOf(3) ? 1 : 0;
        }

        return pictures;
    }

    private static async Task<MediaEvent> NextAsync(ChannelReader<MediaEvent> events, Func<MediaEvent, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var happening = await events.ReadAsync(patience.Token);
            if (fits(happening))
                return happening;
        }
    }
}
