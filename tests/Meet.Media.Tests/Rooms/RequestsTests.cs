using System.Text;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Rooms;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Rooms;

/// <summary>What a publisher is asked for by RTCP.</summary>
public sealed class RequestsTests : IDisposable
{
    /// <summary>Bytes of a plain compound: docs/media/repair.md.</summary>
    private const int MaxCompound = 1200;

    /// <summary>So far apart that none shares a NACK's entry with another.</summary>
    private const int Apart = 18;

    private static readonly string[] Mids = ["1", "3"];

    private readonly TestNode _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Whatever_is_missing_of_two_cameras_in_three_sizes_each_is_asked_for_in_datagrams_that_fit()
    {
        await using var anna = await _node.PeerAsync(Guid.CreateVersion7(), simulcast: true, change: WithScreen);
        _node.Time.Freeze();
        for (var i = 0; i <= LossRepair.Capacity; i++)
        {
            for (var each = 0; each < Apart; each++)
            {
                // The last but one of each run is lost, but for the run that ends it.
                if (each == Apart - 2 && i < LossRepair.Capacity)
                    continue;
                SendAll(anna, (ushort)(65_000 + (i * Apart) + each));
            }

            await _node.TurnsAsync();
        }

        var asked = new Dictionary<uint, int>();
        _node.Time.Advance(TimeSpan.FromMilliseconds(40));
        while (asked.Values.Sum() < 6 * LossRepair.Capacity)
        {
            var compound = await anna.NextRtcpAsync(static _ => true);
            compound.Length.ShouldBeLessThanOrEqualTo(MaxCompound);
            foreach (var packet in new RtcpCompound(compound))
            {
                for (var i = 0; i < packet.NackCount; i++)
                {
                    packet.Nack(i).Following.ShouldBe((ushort)0);
                    asked[packet.MediaSsrc] = asked.GetValueOrDefault(packet.MediaSsrc) + 1;
                }
            }
        }

        asked.Values.ShouldBe(Enumerable.Repeat(LossRepair.Capacity, 6));
    }

    /// <summary>The last line sends a second picture, in three sizes too.</summary>
    private static void WithScreen(Offer offer)
    {
        offer.Sdp = offer.Sdp.Replace("a=mid:3\r\na=recvonly", "a=mid:3\r\na=sendonly", StringComparison.Ordinal)
            + $"a=extmap:{RtcOffer.RidId} urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
            + string.Concat(RtcOffer.Rids.Select(rid => $"a=rid:{rid} send\r\n")) + $"a=simulcast:send {string.Join(';', RtcOffer.Rids)}\r\n";
        offer.Publish.Add(new Publish { Mid = "3", Source = Source.Screen });
    }

    private static void SendAll(RtcPeer peer, ushort sequence)
    {
        var buffer = new byte[100];
        for (var i = 0; i < 6; i++)
        {
            var builder = new RtpPacketBuilder(buffer, 96, true, sequence, sequence, (uint)(2000 + i));
            builder.AddExtension(RtcOffer.MidId, Encoding.ASCII.GetBytes(Mids[i / 3]));
            builder.AddExtension(RtcOffer.RidId, Encoding.ASCII.GetBytes(RtcOffer.Rids[i % 3]));
            peer.SendRtp(buffer.AsSpan(0, builder.End([0x10, 1, 2, 3])));
        }
    }
}
