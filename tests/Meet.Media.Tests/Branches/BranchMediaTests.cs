using System.Threading.Channels;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Media.Tests.Voices;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.Media.Tests.Branches;

/// <summary>Voices and pictures between people on different workers: as on one.</summary>
public sealed class BranchMediaTests : IAsyncDisposable
{
    private readonly SpreadMeet _meet = new(workers: 3, perWorker: 1);

    public ValueTask DisposeAsync() => _meet.DisposeAsync();

    [Fact]
    public async Task Sound_and_pictures_cross_whole_and_look_like_one_sender()
    {
        var anna = await _meet.JoinAsync();
        var (ben, carl) = (await _meet.JoinAsync(receive: 2), await _meet.JoinAsync(receive: 2));
        (await _meet.SessionsAsync()).ShouldBe([1, 1, 1]);

        (RtcPeer Viewer, int Line)[] listeners = [(ben, (await _meet.LinesAsync(ben, anna)).Mic), (carl, (await _meet.LinesAsync(carl, anna)).Mic)];
        for (ushort i = 0; i < 20; i++)
            anna.SendAudio((ushort)(65_530 + i), 960u * i);
        foreach (var (viewer, line) in listeners)
        {
            var first = await ReadAsync(viewer, line);
            for (var i = 1; i < 20; i++)
            {
                var next = await ReadAsync(viewer, line);
                next.Sequence.ShouldBe((ushort)(first.Sequence + i));
                next.Timestamp.ShouldBe(first.Timestamp + (uint)(960 * i));
                next.Payload.ShouldBe([(byte)(65_530 + i), 1, 2, 3]);
            }
        }

        var picture = await _meet.LinesAsync(carl, anna);
        anna.SendVideo(100, 1, keyframe: false);
        anna.SendVideo(101, 3000, keyframe: true, picture: 7, marker: false);
        anna.SendVideo(102, 3000, keyframe: false, picture: 7);
        anna.SendVideo(103, 3000, keyframe: false, picture: 8, empty: true);
        anna.SendVideo(104, 6000, keyframe: false, picture: 8);
        var key = await ReadAsync(carl, picture.Camera);
        Vp8Descriptor.TryParse(key.Payload, out var descriptor).ShouldBeTrue();
        descriptor.IsKeyframe.ShouldBeTrue();
        (await ReadAsync(carl, picture.Camera)).Sequence.ShouldBe((ushort)(key.Sequence + 1));
        (await ReadAsync(carl, picture.Camera)).Sequence.ShouldBe((ushort)(key.Sequence + 2), "the padding left no gap");
    }

    [Fact]
    public async Task Redundancy_of_voices_crosses_and_what_was_lost_is_made_of_it_there()
    {
        var anna = await _meet.JoinAsync(change: RedOffers.WithRed);
        var (ben, carl) = (await _meet.JoinAsync(receive: 2, change: RedOffers.WithRed), await _meet.JoinAsync(receive: 2));
        (await _meet.SessionsAsync()).ShouldBe([1, 1, 1]);
        var (bens, carls) = ((await _meet.LinesAsync(ben, anna)).Mic, (await _meet.LinesAsync(carl, anna)).Mic);

        anna.SendRed(10, 9600, [1, 2]);
        anna.SendRed(12, 11_520, [5, 6], [3, 4]); // 11 is lost

        (await ReadAsync(ben, bens)).Payload.ShouldBe(RedOffers.Payload(111, [1, 2]));
        (await ReadAsync(ben, bens)).Payload.ShouldBe(RedOffers.Payload(111, [5, 6], [3, 4]));
        var first = await ReadAsync(carl, carls);
        first.Payload.ShouldBe([1, 2]);
        var made = await ReadAsync(carl, carls);
        (made.Sequence, made.Timestamp).ShouldBe(((ushort)(first.Sequence + 1), first.Timestamp + 960));
        made.Payload.ShouldBe([3, 4]);
        (await ReadAsync(carl, carls)).Payload.ShouldBe([5, 6]);
    }

    [Fact]
    public async Task A_keyframe_is_asked_for_across_when_somebody_starts_to_watch_and_again_when_they_say_so()
    {
        var anna = await _meet.JoinAsync();
        var ben = await _meet.JoinAsync(receive: 1);
        var lines = await _meet.LinesAsync(ben, anna);

        await anna.NextRtcpAsync(IsPli);
        anna.SendVideo(1, 1, keyframe: true);
        await ReadAsync(ben, lines.Camera);
        ben.SendRtcp(Pli(ben.SsrcOf(lines.Camera)));
        await anna.NextRtcpAsync(IsPli);
    }

    [Fact]
    public async Task A_lost_packet_is_sent_again_by_the_viewers_worker()
    {
        var anna = await _meet.JoinAsync();
        var ben = await _meet.JoinAsync(receive: 1);
        var lines = await _meet.LinesAsync(ben, anna);
        anna.SendVideo(10, 1, keyframe: true, picture: 1);
        var sent = await ReadAsync(ben, lines.Camera);

        ben.SendRtcp(Nack(ben.SsrcOf(lines.Camera), sent.Sequence));

        var again = await ReadAsync(ben, lines.Camera, rtx: true);
        again.Payload[..2].ShouldBe([(byte)(sent.Sequence >> 8), (byte)sent.Sequence]);
        again.Payload[2..].ShouldBe(sent.Payload);
    }

    [Fact]
    public async Task What_was_lost_on_the_way_to_the_node_crosses_when_it_comes_after_all()
    {
        var anna = await _meet.JoinAsync();
        var ben = await _meet.JoinAsync(receive: 1);
        var lines = await _meet.LinesAsync(ben, anna);
        anna.SendVideo(10, 1, keyframe: true, picture: 1);
        var first = await ReadAsync(ben, lines.Camera);
        anna.SendVideo(12, 2, keyframe: false, picture: 3);
        (await ReadAsync(ben, lines.Camera)).Sequence.ShouldBe((ushort)(first.Sequence + 2));

        anna.SendVideo(11, 2, keyframe: false, picture: 2, rtx: 1);

        (await ReadAsync(ben, lines.Camera)).Sequence.ShouldBe((ushort)(first.Sequence + 1));
    }

    [Fact]
    public async Task A_viewer_elsewhere_moves_between_layers_and_a_layer_that_stops_is_left()
    {
        var anna = await _meet.JoinAsync(simulcast: true);
        var ben = await _meet.JoinAsync(receive: 1);
        var lines = await _meet.LinesAsync(ben, anna);
        var camera = new LayeredCamera(_meet.Node, anna);
        camera.Send(keyframe: true, 0);
        (await LayeredCamera.NextLayerAsync(ben, lines.Camera)).ShouldBe(0);

        await camera.SendUntilAskedAsync(2, LayeredCamera.All);
        await camera.SendUntilSeenAsync(ben, lines.Camera, 2, LayeredCamera.All);
        camera.Send(keyframe: false, LayeredCamera.All);
        (await LayeredCamera.NextLayerAsync(ben, lines.Camera)).ShouldBe(2);

        _meet.Node.Time.Advance(TimeSpan.FromSeconds(2));
        await camera.SendUntilSeenAsync(ben, lines.Camera, 0, [0]);
    }

    [Fact]
    public async Task A_picture_is_as_large_as_it_is_shown_elsewhere()
    {
        var anna = await _meet.JoinAsync(simulcast: true);
        var ben = await _meet.JoinAsync(receive: 1);
        var lines = await _meet.LinesAsync(ben, anna);
        var camera = new LayeredCamera(_meet.Node, anna);
        camera.Send(keyframe: true, LayeredCamera.All);
        await camera.SendUntilAskedAsync(2, LayeredCamera.All);

        await ShowAsync(ben, anna, 181);
        await camera.SendUntilSeenAsync(ben, lines.Camera, 1, LayeredCamera.All);
    }

    [Fact]
    public async Task A_layer_is_sent_as_long_as_somebody_watches_it_anywhere()
    {
        var anna = await _meet.JoinAsync(simulcast: true);
        var ben = await _meet.JoinAsync(receive: 2, change: RtcOffer.WithoutCongestionReports);
        var carl = await _meet.JoinAsync(receive: 2, change: RtcOffer.WithoutCongestionReports);
        await _meet.LinesAsync(ben, anna);
        var lines = await _meet.LinesAsync(carl, anna);
        var events = (await _meet.Node.Node.WatchAsync(anna.SessionId))!;
        var camera = new LayeredCamera(_meet.Node, anna);
        camera.Send(keyframe: true, LayeredCamera.All);
        await ShowAsync(ben, anna, 180);
        await ShowAsync(carl, anna, 720);
        await SendUntilToldAsync(camera, events, [true, false, true]);

        await ShowAsync(carl, anna, 0);
        await SendUntilToldAsync(camera, events, [true, false, false]);
        await ShowAsync(ben, anna, 0);
        await SendUntilToldAsync(camera, events, [false, false, false]);

        // What is watched again anywhere is sent again.
        await ShowAsync(carl, anna, 720);
        await events.UntilAsync(e => e.Watched?.Pictures.Single().Layers[2] == true);
        await camera.SendUntilSeenAsync(carl, lines.Camera, 2, LayeredCamera.All);
    }

    [Fact]
    public async Task Forwarding_across_workers_allocates_nothing()
    {
        var anna = await _meet.JoinAsync();
        var ben = await _meet.JoinAsync(receive: 1);
        var lines = await _meet.LinesAsync(ben, anna);
        await _meet.Node.FillHistoryBlocksAsync();
        await PumpAsync(anna, ben, lines, from: 0);
        var allocated = await Allocations.LeastAsync(AllocatedAsync, round => PumpAsync(anna, ben, lines, from: (round + 1) * 100));

        // What ticks and these questions allocate depends on how long a round takes; the smallest object for each of its packets would be in every round.
        allocated.ShouldBeLessThan(200 * 24);
    }

    private async Task<long> AllocatedAsync()
    {
        var sum = 0L;
        foreach (var worker in _meet.Node.Node.Workers)
            sum += await worker.AskAsync(_ => GC.GetAllocatedBytesForCurrentThread());
        return sum;
    }

    private static async Task PumpAsync(RtcPeer sender, RtcPeer receiver, (int Mic, int Camera) lines, int from)
    {
        // Few at once: more than the receiver's socket has room for while its thread waits for a processor.
        for (var i = from; i < from + 100; i += 10)
        {
            for (var j = i; j < i + 10; j++)
            {
                sender.SendVideo((ushort)j, (uint)j * 3000, keyframe: j == 0, picture: j);
                sender.SendAudio((ushort)j, (uint)j * 960);
            }

            for (var j = 0; j < 10; j++)
                await receiver.NextRtpAsync(receiver.SsrcOf(lines.Mic));
        }
    }

    private async Task ShowAsync(RtcPeer viewer, RtcPeer other, int height) =>
        (await _meet.Node.Node.SetViewsAsync(viewer.SessionId, new() { [(other.Id, Source.Camera)] = height })).ShouldBeTrue();

    /// <summary>Goes on with these layers, and keyframes of the wanted one as a browser sends them when it is asked, until that one arrives.</summary>
    private static async Task SendUntilToldAsync(LayeredCamera camera, ChannelReader<MediaEvent> events, bool[] wanted)
    {
        var told = events.UntilAsync(e => e.Watched is { } watched && watched.Pictures.Single().Layers.SequenceEqual(wanted));
        while (!told.IsCompleted)
        {
            camera.Send(keyframe: false, LayeredCamera.All);
            await Task.WhenAny(told, Task.Delay(50));
        }

        await told;
    }

    private static async Task<Read> ReadAsync(RtcPeer peer, int mid, bool rtx = false)
    {
        RtpPacket.TryParse(await peer.NextRtpAsync(rtx ? peer.RtxSsrcOf(mid) : peer.SsrcOf(mid)), out var packet).ShouldBeTrue();
        return new Read(packet.Sequence, packet.Timestamp, packet.Payload.ToArray());
    }

    private static bool IsPli(byte[] compound)
    {
        foreach (var packet in new RtcpCompound(compound))
        {
            if (packet.IsPli && packet.MediaSsrc == RtcOffer.VideoSsrc)
                return true;
        }

        return false;
    }

    private static byte[] Pli(uint ssrc)
    {
        var writer = new RtcpWriter(new byte[100]);
        writer.AddPli(1, ssrc);
        return writer.Written.ToArray();
    }

    private static byte[] Nack(uint ssrc, ushort sequence)
    {
        var writer = new RtcpWriter(new byte[100]);
        writer.AddNack(1, ssrc, [sequence]);
        return writer.Written.ToArray();
    }

    private sealed record Read(ushort Sequence, uint Timestamp, byte[] Payload);
}
