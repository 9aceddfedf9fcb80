using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Peers;

/// <summary>A peer's camera in three sizes, a packet a frame of each; the payload tells the layer by its size.</summary>
internal sealed class LayeredCamera(TestNode node, RtcPeer peer)
{
    public static readonly int[] All = [0, 1, 2];
    private static readonly int[] Heights = [180, 360, 720];

    private readonly ushort[] _sequence = [100, 40_000, 65_530];
    private uint _frame;

    /// <summary>So slowly that each layer is measured with its second frame.</summary>
    public void Send(bool keyframe, params int[] layers)
    {
        node.Time.Advance(TimeSpan.FromMilliseconds(600));
        _frame++;
        foreach (var layer in layers)
            peer.SendLayer(layer, _sequence[layer]++, (uint)(layer * 1_000_000) + (_frame * 3000), keyframe, (int)_frame + (layer * 500), Heights[layer], 300 + (layer * 100));
    }

    /// <summary>Goes on until the node asks that layer for a keyframe, which it then sends.</summary>
    public async Task SendUntilAskedAsync(int wanted, params int[] layers)
    {
        var asked = peer.NextRtcpAsync(compound => AsksFor(compound, (uint)(2000 + wanted)));
        while (!asked.IsCompleted)
        {
            Send(keyframe: false, layers);
            await Task.WhenAny(asked, Task.Delay(50));
        }

        await asked;
        Send(keyframe: true, wanted);
    }

    /// <summary>Goes on, with keyframes of that layer, until a receiving line carries it.</summary>
    public async Task SendUntilSeenAsync(RtcPeer receiver, int mid, int wanted, params int[] layers)
    {
        var seen = UntilLayerAsync(receiver, mid, wanted);
        while (!seen.IsCompleted)
        {
            Send(keyframe: false, layers);
            Send(keyframe: true, wanted);
            await Task.WhenAny(seen, Task.Delay(50));
        }

        await seen;
    }

    /// <summary>The layer of the next packet on a receiving line.</summary>
    public static async Task<int> NextLayerAsync(RtcPeer receiver, int mid)
    {
        RtpPacket.TryParse(await receiver.NextRtpAsync(receiver.SsrcOf(mid)), out var packet).ShouldBeTrue();
        return (packet.Payload.Length - 300) / 100;
    }

    private static async Task UntilLayerAsync(RtcPeer receiver, int mid, int layer)
    {
        while (await NextLayerAsync(receiver, mid) != layer)
        {
            // What went before.
        }
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
}
