using System.Text;
using Meet.Contracts.Media.Rpc;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;

namespace Meet.Testing.People;

/// <summary>Offers as browsers write them, with a number of receiving lines of each kind behind the sent microphone and camera.</summary>
public static class RtcOffer
{
    public const uint AudioSsrc = 1001;
    public const uint VideoSsrc = 1002;
    public const uint VideoRtxSsrc = 1003;
    public const int LevelId = 1;
    public const int TransportCcId = 3;
    private static readonly string TransportCc = $"a=extmap:{TransportCcId} http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n";
    public const int MidId = 4;
    public const int RidId = 10;
    public const int RepairedRidId = 11;

    /// <summary>Of the layers of a camera that is sent as simulcast, from the smallest to the largest.</summary>
    public static readonly string[] Rids = ["l", "m", "h"];

    /// <summary>
    /// As of a browser that reports nothing of what arrives: all the bandwidth is supposed then. With the extension and no report the node takes less
    /// and less for granted, the sooner the faster a test lets its time pass.
    /// </summary>
    public static void WithoutCongestionReports(Offer offer) => offer.Sdp = offer.Sdp.Replace(TransportCc, "", StringComparison.Ordinal);

    public static Offer Create(IceCredentials credentials, DtlsFingerprint fingerprint, int receive = 1, bool sends = true, bool namesSsrc = true, bool simulcast = false)
    {
        var lines = new List<string>();
        if (sends)
            lines.AddRange([Line("audio", "sendonly", namesSsrc ? AudioSsrc : 0), Line("video", "sendonly", namesSsrc && !simulcast ? VideoSsrc : 0) + (simulcast ? Layers : "")]);
        for (var i = 0; i < receive; i++)
            lines.AddRange([Line("audio", "recvonly", 0), Line("video", "recvonly", 0)]);
        var text = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        text.Append($"a=group:BUNDLE {string.Join(' ', Enumerable.Range(0, lines.Count))}\r\n");
        text.Append($"a=ice-ufrag:{credentials.Ufrag}\r\na=ice-pwd:{credentials.Password}\r\na=fingerprint:{fingerprint}\r\na=setup:actpass\r\n");
        for (var mid = 0; mid < lines.Count; mid++)
            text.Append(lines[mid].Replace("MID", mid.ToString(), StringComparison.Ordinal));
        var offer = new Offer { Sdp = text.ToString() };
        if (sends)
        {
            offer.Publish.Add(new Publish { Mid = "0", Source = Source.Mic });
            offer.Publish.Add(new Publish { Mid = "1", Source = Source.Camera });
        }

        return offer;
    }

    private static string Layers =>
        $"a=extmap:{RidId} urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n" +
        $"a=extmap:{RepairedRidId} urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n" +
        string.Concat(Rids.Select(rid => $"a=rid:{rid} send\r\n")) + $"a=simulcast:send {string.Join(';', Rids)}\r\n";

    private static string Line(string kind, string direction, uint ssrc)
    {
        var codec = kind == "audio"
            ? "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\n"
            : "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 transport-cc\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n";
        return $"m={kind} 9 UDP/TLS/RTP/SAVPF {(kind == "audio" ? "111" : "96 97")}\r\nc=IN IP4 0.0.0.0\r\na=mid:MID\r\na={direction}\r\na=rtcp-mux\r\n" +
            $"{codec}a=extmap:{LevelId} urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n" +
            TransportCc +
            $"a=extmap:{MidId} urn:ietf:params:rtp-hdrext:sdes:mid\r\n" + (ssrc == 0 ? "" : $"a=ssrc:{ssrc} cname:test\r\n") +
            (ssrc == VideoSsrc ? $"a=ssrc:{VideoRtxSsrc} cname:test\r\n" : "");
    }
}
