using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Layers;

public sealed class SimulcastTests : IDisposable
{
    private static readonly int[] Heights = [180, 360, 720];

    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();
    private readonly ushort[] _sequence = [100, 40_000, 65_530];
    private uint _frame;

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task The_answer_takes_the_layers()
    {
        await using var anna = await _node.PeerAsync(_meet, simulcast: true);

        anna.Answer.Sdp.ShouldContain("a=rid:l recv\r\na=rid:m recv\r\na=rid:h recv\r\na=simulcast:recv l;m;h\r\n");
        anna.Answer.Sdp.ShouldContain("urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id");
    }

    [Fact]
    public async Task A_viewer_gets_one_layer_and_moves_to_a_larger_one_at_its_keyframe_as_one_stream()
    {
        await using var anna = await _node.PeerAsync(_meet, simulcast: true);
        await using var ben = await _node.PeerAsync(_meet);

        // Only the smallest comes at first, as from a browser whose bandwidth estimate still grows.
        SendFrame(anna, keyframe: true, layers: [0]);
        var small = await ReadAsync(ben);
        small.Layer.ShouldBe(0);
        // Now all of them; the node asks the one that it wants for a keyframe, and stays with the small one until that comes.
        await SendUntilAskedAsync(anna, layers: [0, 1, 2], wanted: 2);
        SendFrame(anna, keyframe: true, layers: [2]);
        var large = await ReadAsync(ben);
        for (; large.Layer == 0; large = await ReadAsync(ben))
            small = large;

        large.Layer.ShouldBe(2);
        large.Sequence.ShouldBe((ushort)(small.Sequence + 1));
        large.Picture.ShouldBe((small.Picture + 1) & 0x7FFF);
        ((int)(large.Timestamp - small.Timestamp)).ShouldBeGreaterThan(0);
        SendFrame(anna, keyframe: false, layers: [0, 1, 2]);
        (await ReadAsync(ben)).Layer.ShouldBe(2);
    }

    [Fact]
    public async Task When_the_large_layer_stops_the_viewer_goes_on_with_a_smaller_one()
    {
        await using var anna = await _node.PeerAsync(_meet, simulcast: true);
        await using var ben = await _node.PeerAsync(_meet);
        SendFrame(anna, keyframe: true, layers: [0]);
        await SendUntilAskedAsync(anna, layers: [0, 2], wanted: 2);
        SendFrame(anna, keyframe: true, layers: [2]);
        while ((await ReadAsync(ben)).Layer != 2)
        {
            // What of the small one was on its way.
        }

        _node.Time.Advance(TimeSpan.FromSeconds(2));
        await SendUntilAskedAsync(anna, layers: [0], wanted: 0);
        SendFrame(anna, keyframe: true, layers: [0]);

        (await ReadAsync(ben)).Layer.ShouldBe(0);
    }

    /// <summary>Goes on without keyframes until the node asks that layer for one.</summary>
    private async Task SendUntilAskedAsync(RtcPeer peer, int[] layers, int wanted)
    {
        var asked = peer.NextRtcpAsync(compound => AsksFor(compound, (uint)(2000 + wanted)));
        while (!asked.IsCompleted)
        {
            SendFrame(peer, keyframe: false, layers);
            await Task.WhenAny(asked, Task.Delay(50));
        }

        await asked;
    }

    /// <summary>
    /// One frame of each of these layers, a packet each; the payload tells the layer by its size. So slowly that each is measured with
    /// its second frame.
    /// </summary>
    private void SendFrame(RtcPeer peer, bool keyframe, int[] layers)
    {
        _node.Time.Advance(TimeSpan.FromMilliseconds(600));
        _frame++;
        foreach (var layer in layers)
            peer.SendLayer(layer, _sequence[layer]++, (uint)(layer * 1_000_000) + (_frame * 3000), keyframe, (int)_frame + (layer * 500), Heights[layer], 300 + (layer * 100));
    }

    private static bool AsksFor(byte[] compound, uint ssrc)
    {
        foreach (var packet in new RtcpCompound(compound))
        {
            if (packet.IsPli && packet.MediaSsrc == ssrc)
                return true;
        }

        return false;
    }

    private static async Task<Seen> ReadAsync(RtcPeer peer)
    {
        RtpPacket.TryParse(await peer.NextRtpAsync(peer.SsrcOf(3)), out var packet).ShouldBeTrue();
        Vp8Descriptor.TryParse(packet.Payload, out var vp8).ShouldBeTrue();
        return new Seen((packet.Payload.Length - 300) / 100, packet.Sequence, packet.Timestamp, vp8.PictureId);
    }

    private sealed record Seen(int Layer, ushort Sequence, uint Timestamp, int Picture);
}
