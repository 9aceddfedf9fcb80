using System.Globalization;
using System.Text;
using Meet.Rtc.Ice;

namespace Meet.Rtc.Sdp;

/// <summary>
/// Writes the answer to an offer (RFC 8829 section 5.3, RFC 9143 section 7.3). Everything repeated from the offer was checked by
/// the parser, so that no peer can smuggle a line in.
/// </summary>
public static class SdpWriter
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Write(SessionOffer offer, SessionAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(answer);
        var accepted = offer.Sections.Where((section, i) => answer.Sections[i] is not null && offer.Bundle.Contains(section.Mid)).ToList();
        var text = new StringBuilder(4096);
        text.Append(Invariant, $"v=0\r\no=- {answer.SessionId} {answer.Version} IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n");
        text.Append("a=ice-lite\r\na=msid-semantic: WMS *\r\n");
        if (accepted.Count > 0)
            text.Append(Invariant, $"a=group:BUNDLE {string.Join(' ', accepted.Select(section => section.Mid))}\r\n");
        for (var i = 0; i < offer.Sections.Count; i++)
        {
            var section = offer.Sections[i];
            if (answer.Sections[i] is { } answered && accepted.Contains(section))
                WriteAccepted(text, answer, section, answered, isCarrier: section == accepted[0]);
            else
                WriteRejected(text, section);
        }

        return text.ToString();
    }

    private static void WriteRejected(StringBuilder text, OfferedSection section)
    {
        text.Append(Invariant, $"m={section.KindText} 0 {section.Protocol} {section.Formats}\r\nc=IN IP4 0.0.0.0\r\n");
        if (section.Mid.Length > 0)
            text.Append(Invariant, $"a=mid:{section.Mid}\r\n");
        text.Append("a=inactive\r\n");
    }

    private static void WriteAccepted(
        StringBuilder text, SessionAnswer answer, OfferedSection section, AnsweredSection answered, bool isCarrier)
    {
        var main = answer.Candidates[0].Address;
        var types = string.Join(' ', answered.Codecs.Select(codec => codec.PayloadType));
        text.Append(Invariant, $"m={section.KindText} {main.Port} {section.Protocol} {types}\r\n");
        text.Append(Invariant, $"c=IN {(main.IsV6 ? "IP6" : "IP4")} {main.ToIPEndPoint().Address}\r\na=mid:{section.Mid}\r\n");
        text.Append(Invariant, $"a=ice-ufrag:{answer.Credentials.Ufrag}\r\na=ice-pwd:{answer.Credentials.Password}\r\n");
        text.Append(Invariant, $"a=fingerprint:{answer.Fingerprint}\r\na=setup:passive\r\n");
        if (isCarrier)
            text.Append(IceCandidate.Lines(answer.Candidates));
        text.Append(Invariant, $"a={Word(answered.Direction)}\r\na=rtcp-mux\r\na=rtcp-rsize\r\n");
        foreach (var codec in answered.Codecs)
            WriteCodec(text, codec);
        if (answered.AllowsMixedExtensions)
            text.Append("a=extmap-allow-mixed\r\n");
        foreach (var extension in answered.Extensions)
            text.Append(Invariant, $"a=extmap:{extension.Id} {extension.Uri}\r\n");
        if (answered.Layers.Count > 0)
            WriteLayers(text, answered.Layers);
        if (answered.Track is { } track)
            WriteTrack(text, track);
    }

    /// <summary>RFC 8853 section 5.3: what the offer would send, this node receives.</summary>
    private static void WriteLayers(StringBuilder text, IReadOnlyList<string> layers)
    {
        foreach (var rid in layers)
            text.Append(Invariant, $"a=rid:{rid} recv\r\n");
        text.Append(Invariant, $"a=simulcast:recv {string.Join(';', layers)}\r\n");
    }

    private static void WriteCodec(StringBuilder text, SdpCodec codec)
    {
        text.Append(Invariant, $"a=rtpmap:{codec.PayloadType} {codec.Name}/{codec.ClockRate}");
        text.Append(codec.Channels > 1 ? string.Create(Invariant, $"/{codec.Channels}\r\n") : "\r\n");
        if (codec.Parameters.Length > 0)
            text.Append(Invariant, $"a=fmtp:{codec.PayloadType} {codec.Parameters}\r\n");
        foreach (var feedback in codec.Feedback)
            text.Append(Invariant, $"a=rtcp-fb:{codec.PayloadType} {feedback}\r\n");
    }

    private static void WriteTrack(StringBuilder text, SentTrack track)
    {
        text.Append(Invariant, $"a=msid:{track.StreamId} {track.TrackId}\r\n");
        if (track.RtxSsrc is { } rtx)
            text.Append(Invariant, $"a=ssrc-group:FID {track.Ssrc} {rtx}\r\n");
        WriteSource(text, track, track.Ssrc);
        if (track.RtxSsrc is { } repair)
            WriteSource(text, track, repair);
    }

    private static void WriteSource(StringBuilder text, SentTrack track, uint ssrc)
    {
        text.Append(Invariant, $"a=ssrc:{ssrc} cname:{track.Cname}\r\n");
        text.Append(Invariant, $"a=ssrc:{ssrc} msid:{track.StreamId} {track.TrackId}\r\n");
    }

    private static string Word(SdpDirection direction) => direction switch
    {
        SdpDirection.SendRecv => "sendrecv",
        SdpDirection.SendOnly => "sendonly",
        SdpDirection.RecvOnly => "recvonly",
        _ => "inactive",
    };
}
