using System.Threading.Channels;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests.Layers;

/// <summary>Publishers are told which layers are watched; what they are told and what they do about it.</summary>
public sealed class WatchedLayersTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Layers_that_nobody_watches_are_held_back_and_come_at_once_when_they_are_wanted()
    {
        await using var anna = await _node.PeerAsync(_meet, simulcast: true);
        await using var ben = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(anna.SessionId))!;
        var camera = new LayeredCamera(_node, anna);
        camera.Send(keyframe: true, LayeredCamera.All);
        await ShowAsync(ben, anna, 180);

        await SendUntilToldAsync(camera, events, [true, false, false], LayeredCamera.All);
        // The page does as it was told; that it has stopped is no reason to think that the layer cannot be had.
        for (var i = 0; i < 4; i++)
            camera.Send(keyframe: i == 0, 0);
        await ShowAsync(ben, anna, 720);

        (await WatchedAsync(events)).ShouldBe([true, false, true]);
        camera.Send(keyframe: true, 0, 2);
        while (await LayeredCamera.NextLayerAsync(ben, 3) != 2)
        {
            // Its first keyframe is what was waited for: no other is needed.
        }
    }

    [Fact]
    public async Task A_camera_that_nobody_watches_is_paused_and_begins_with_its_smallest_layer()
    {
        await using var anna = await _node.PeerAsync(_meet, simulcast: true);
        await using var ben = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(anna.SessionId))!;
        var camera = new LayeredCamera(_node, anna);
        camera.Send(keyframe: true, LayeredCamera.All);
        await ShowAsync(ben, anna, 0);
        await SendUntilToldAsync(camera, events, [false, false, false], LayeredCamera.All);
        _node.Time.Advance(TimeSpan.FromSeconds(5));

        await ShowAsync(ben, anna, 720);

        (await WatchedAsync(events)).ShouldBe([true, false, true]);
        camera.Send(keyframe: true, 0);
        while (await LayeredCamera.NextLayerAsync(ben, 3) != 0)
        {
            // What of the time before was still to be read.
        }
    }

    [Fact]
    public async Task Whoever_comes_wakes_a_camera_that_was_paused_since_nobody_was_there()
    {
        await using var anna = await _node.PeerAsync(_meet, simulcast: true);
        var events = (await _node.Node.WatchAsync(anna.SessionId))!;
        var camera = new LayeredCamera(_node, anna);
        await SendUntilToldAsync(camera, events, [false, false, false], LayeredCamera.All);

        await using var ben = await _node.PeerAsync(_meet);

        await NextAsync(events, e => e.Watched?.Pictures.Single().Layers[0] == true);
        // A page whose word got lost asks again.
        await NextAsync((await _node.Node.WatchAsync(anna.SessionId))!, e => e.Watched?.Pictures is [{ Source: Source.Camera }]);
    }

    [Fact]
    public async Task A_page_that_does_not_know_of_it_sends_on_and_is_watched_as_ever()
    {
        await using var anna = await _node.PeerAsync(_meet, simulcast: true);
        await using var ben = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(anna.SessionId))!;
        var camera = new LayeredCamera(_node, anna);
        camera.Send(keyframe: true, LayeredCamera.All);
        await ShowAsync(ben, anna, 180);
        await SendUntilToldAsync(camera, events, [true, false, false], LayeredCamera.All);

        await ShowAsync(ben, anna, 360);

        await camera.SendUntilSeenAsync(ben, 3, 1, LayeredCamera.All);
    }

    private async Task ShowAsync(RtcPeer viewer, RtcPeer other, int height) =>
        (await _node.Node.SetViewsAsync(viewer.SessionId, new() { [(other.Id, Source.Camera)] = height })).ShouldBeTrue();

    private static async Task SendUntilToldAsync(LayeredCamera camera, ChannelReader<MediaEvent> events, bool[] wanted, int[] layers)
    {
        var told = NextAsync(events, e => e.Watched is { } watched && watched.Pictures.Single().Layers.SequenceEqual(wanted));
        while (!told.IsCompleted)
        {
            camera.Send(keyframe: false, layers);
            await Task.WhenAny(told, Task.Delay(50));
        }

        await told;
    }

    private static async Task<bool[]> WatchedAsync(ChannelReader<MediaEvent> events) =>
        [.. (await NextAsync(events, e => e.Watched is not null)).Watched.Pictures.Single().Layers];

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
