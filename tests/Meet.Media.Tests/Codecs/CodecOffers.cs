using Meet.Contracts.Media.Rpc;

namespace Meet.Media.Tests.Codecs;

/// <summary>Offers whose video lines have other codecs than VP8, as browsers write them.</summary>
internal static class CodecOffers
{
    public const int DescriptorId = 12;

    private const string Vp8Types = "UDP/TLS/RTP/SAVPF 96 97\r\n";

    private const string Vp8Lines =
        "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 transport-cc\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n";

    /// <summary>Every video line offers these codecs in this order; each has a payload type of its own, and the next one for RTX.</summary>
    public static void Use(this Offer offer, params (string Name, byte Type)[] codecs)
    {
        var types = string.Join(' ', codecs.SelectMany(codec => new[] { codec.Type, codec.Type + 1 }));
        var lines = string.Concat(codecs.Select(codec => Lines(codec.Name, codec.Type)))
            + $"a=extmap:{DescriptorId} https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension\r\n";
        offer.Sdp = offer.Sdp.Replace(Vp8Types, $"UDP/TLS/RTP/SAVPF {types}\r\n", StringComparison.Ordinal)
            .Replace(Vp8Lines, lines, StringComparison.Ordinal)
            .Replace("t=0 0\r\n", "t=0 0\r\na=extmap-allow-mixed\r\n", StringComparison.Ordinal);
    }

    private static string Lines(string name, byte type)
    {
        var parameters = name switch
        {
            "H264" => "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
            "VP9" => "profile-id=0",
            "AV1" => "level-idx=5;profile=0;tier=0",
            _ => "",
        };
        return $"a=rtpmap:{type} {name}/90000\r\na=rtcp-fb:{type} nack\r\na=rtcp-fb:{type} nack pli\r\na=rtcp-fb:{type} transport-cc\r\n"
            + (parameters.Length > 0 ? $"a=fmtp:{type} {parameters}\r\n" : "")
            + $"a=rtpmap:{type + 1} rtx/90000\r\na=fmtp:{type + 1} apt={type}\r\n";
    }
}
