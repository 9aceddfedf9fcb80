using System.Globalization;
using System.Text;
using Meet.Load.Net;
using Meet.Load.Peers;
using Meet.Load.Streams;
using Meet.Rtc.Dtls;

namespace Meet.Load.Rooms;

/// <summary>Offers as WHIP and WHEP have them (RFC 9725 section 4.2): one bundle, Opus and VP8 with RTX, levels and MIDs.</summary>
internal static class LoadOffer
{
    private const int MidId = 4;

    /// <param name="sent">What the peer sends; their SSRCs are <paramref name="ssrcs"/>. Empty for a player.</param>
    /// <param name="receivedVoices">Lines for others' sound.</param>
    /// <param name="receivedVideos">Lines for others' pictures.</param>
    public static string Write(
        LoadPeer peer, DtlsFingerprint fingerprint, ushort port, IReadOnlyList<StreamShape> sent, IReadOnlyList<uint> ssrcs, int receivedVoices, int receivedVideos)
    {
        var lines = new List<(bool IsVideo, uint? Ssrc)>(sent.Select((shape, i) => (shape.IsVideo, (uint?)ssrcs[i])));
        lines.AddRange(Enumerable.Repeat((false, (uint?)null), receivedVoices));
        lines.AddRange(Enumerable.Repeat((true, (uint?)null), receivedVideos));
        var address = $"127.{(PeerSocket.FirstAddress >> 16) & 0xFF}.{peer.Index >> 8}.{peer.Index & 0xFF}";
        var text = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=group:BUNDLE {string.Join(' ', Enumerable.Range(0, lines.Count))}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=ice-ufrag:{peer.Credentials.Ufrag}\r\na=ice-pwd:{peer.Credentials.Password}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=fingerprint:{fingerprint}\r\na=setup:actpass\r\n");
        for (var mid = 0; mid < lines.Count; mid++)
        {
            var (isVideo, ssrc) = lines[mid];
            text.Append(CultureInfo.InvariantCulture, $"m={(isVideo ? "video" : "audio")} {(mid == 0 ? port : 9)} UDP/TLS/RTP/SAVPF {(isVideo ? "96 97" : "111")}\r\n");
            text.Append(CultureInfo.InvariantCulture, $"c=IN IP4 {address}\r\na=mid:{mid}\r\na={(ssrc is null ? "recvonly" : "sendonly")}\r\na=rtcp-mux\r\n");
            text.Append(isVideo ? Video : Voice);
            text.Append(CultureInfo.InvariantCulture, $"a=extmap:{MidId} urn:ietf:params:rtp-hdrext:sdes:mid\r\n");
            if (ssrc is { } known)
                text.Append(CultureInfo.InvariantCulture, $"a=msid:load-{peer.Index} track-{mid}\r\na=ssrc:{known} cname:load\r\n");
            if (mid == 0)
                text.Append(CultureInfo.InvariantCulture, $"a=candidate:1 1 udp 2130706431 {address} {port} typ host\r\na=end-of-candidates\r\n");
        }

        return text.ToString();
    }

    private const string Voice =
        "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n";

    private const string Video =
        "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 ccm fir\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n";
}
