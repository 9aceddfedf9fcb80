using Meet.Contracts.Media.Rpc;
using Meet.Testing.People;

namespace Meet.Media.Tests.Voices;

/// <summary>Offers and payloads of browsers that have redundancy for voices (RFC 2198).</summary>
internal static class RedOffers
{
    public const byte RedType = 63;

    /// <summary>As Chromium offers it, behind the plain codec.</summary>
    public static void WithRed(Offer offer) => WithRed(offer, 111, RedType);

    public static void WithRed(Offer offer, int opus, int red) => offer.Sdp = offer.Sdp
        .Replace("SAVPF 111\r\n", $"SAVPF {opus} {red}\r\n", StringComparison.Ordinal)
        .Replace(
            "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\n",
            $"a=rtpmap:{opus} opus/48000/2\r\na=rtcp-fb:{opus} transport-cc\r\na=rtpmap:{red} red/48000/2\r\na=fmtp:{red} {opus}/{opus}\r\n",
            StringComparison.Ordinal);

    /// <summary>Sends a frame with earlier ones, the oldest first, 20 ms each.</summary>
    public static void SendRed(this RtcPeer peer, ushort sequence, uint timestamp, byte[] frame, params byte[][] earlier)
    {
        var buffer = new byte[1400];
        var builder = new Rtc.Rtp.RtpPacketBuilder(buffer, RedType, marker: false, sequence, timestamp, RtcOffer.AudioSsrc);
        builder.AddExtension(RtcOffer.LevelId, [30]);
        peer.SendRtp(buffer.AsSpan(0, builder.End(Payload(111, frame, earlier))));
    }

    public static byte[] Payload(byte type, byte[] frame, params byte[][] earlier)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < earlier.Length; i++)
        {
            var offset = 960 * (earlier.Length - i);
            bytes.AddRange([(byte)(0x80 | type), (byte)(offset >> 6), (byte)((offset & 0x3F) << 2), (byte)earlier[i].Length]);
        }

        return [.. bytes, type, .. earlier.SelectMany(each => each), .. frame];
    }
}
