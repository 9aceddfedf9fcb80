using System.Text;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Codecs;
using Meet.Media.Negotiation;
using Meet.Media.Views;
using Meet.Media.Whip;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Rtc.Rtp;
using Meet.Rtc.Stun;

namespace Meet.Fuzz.Targets;

/// <summary>The fragment of a WHIP client's PATCH: what is read can be named in STUN and written into an answer.</summary>
internal static class IceFragmentTarget
{
    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            if (IceFragment.Parse(Encoding.Latin1.GetString(input)) is not { } fragment) return false;
            if (fragment.Ufrag.Length is < 4 or > 256 || fragment.Password.Length is < 22 or > 256) throw new BrokenPromiseException("Too short or too long.");
            if (!(fragment.Ufrag + fragment.Password).All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'))
                throw new BrokenPromiseException("No character of ICE.");
            var written = IceFragment.Write(new IceCredentials(fragment.Ufrag, fragment.Password), [], new IceCarrier("audio", 111, "0"));
            return IceFragment.Parse(written) == fragment ? true : throw new BrokenPromiseException("It is not what was written.");
        },
        Encoding.ASCII.GetBytes(
            "a=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n" +
            "a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1\r\na=end-of-candidates\r\n"),
        "a=ice-ufrag:Yh8w\na=ice-pwd:4QpBbRkxVZ+Vw9aGQkF1pXaN\nm=video 0 RTP/SAVPF 0\na=ice-ufrag:Yh8w\na=ice-pwd:4QpBbRkxVZ+Vw9aGQkF1pXaN"u8.ToArray());
}

/// <summary>What a WHIP or WHEP request says besides its body, in one line each: If-Match, Authorization, room, publishers.</summary>
internal static class WhipHeadersTarget
{
    private const string Secret = "studio-secret-0123456789";

    private static readonly WhipAccess s_access =
        new(new WhipOptions { Tokens = [new WhipTokenOptions { Secret = Secret, Rooms = ["studio-*"], Publish = true, Play = true }] });

    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            var lines = Encoding.Latin1.GetString(input).Split('\n');
            if (lines.Length < 4) return false;
            var kind = IcePatch.Decide(lines[0], "ours", "theirs", "new");
            if (kind == IcePatchKind.Restart && lines[0].Trim() != "*" && !lines[0].Contains("\"ours\"", StringComparison.Ordinal))
                throw new BrokenPromiseException("A restart without its precondition.");
            var verdict = s_access.Check(lines[1], isLocal: false, lines[2], WhipUse.Publish, WhipUse.Play);
            if (verdict == WhipVerdict.Granted && !(lines[1].Contains(Secret, StringComparison.Ordinal) && lines[2].StartsWith("studio-", StringComparison.Ordinal)))
                throw new BrokenPromiseException("Nobody's token opened a room.");
            if (WhipRoom.IsName(lines[2])) WhipRoom.IdOf(lines[2]);
            return WhipRequests.TryPublishers(lines[3], out _) && verdict == WhipVerdict.Granted;
        },
        Encoding.ASCII.GetBytes($"\"x\", \"ours\"\nBearer {Secret}\nstudio-1\nmedia-1.abc,media-1.def"),
        Encoding.ASCII.GetBytes($"*\nbearer  {Secret}\nstudio-\n"));
}

/// <summary>What a page says of the pictures it shows, as its bytes come.</summary>
internal static class ViewsTarget
{
    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            SetViewsRequest request;
            try
            {
                request = SetViewsRequest.Parser.ParseFrom(input);
            }
            catch (Google.Protobuf.InvalidProtocolBufferException)
            {
                // Its callers take this for a malformed message.
                return false;
            }

            if (ViewsReader.Read(request) is not { } heights) return false;
            return heights.Count <= ViewsReader.MaxViews && heights.Values.All(height => height is >= 0 and <= ViewsReader.MaxHeight)
                ? true : throw new BrokenPromiseException("Heights that no page has.");
        },
        Seed());

    private static byte[] Seed()
    {
        var request = new SetViewsRequest { SessionId = "media-1.abc" };
        foreach (var source in (Source[])[Source.Camera, Source.Screen])
            request.Views.Add(new View { ParticipantId = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", Source = source, Height = 360 });
        using var bytes = new MemoryStream();
        using (var output = new Google.Protobuf.CodedOutputStream(bytes, leaveOpen: true))
            request.WriteTo(output);
        return bytes.ToArray();
    }
}

/// <summary>An offer's way to its plan and answer, for a Meet, a publisher and a player: each line of the plan has a format, and the answer a line for each.</summary>
internal static class PlanTarget
{
    private static readonly MediaPolicy s_policy = new(VideoCodecs.Parse(VideoCodecs.All)!);
    private static readonly DtlsFingerprint s_fingerprint = DtlsFingerprint.Of([1]);

    private const string Offer =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2\r\na=extmap-allow-mixed\r\na=ice-ufrag:Yh8w\r\na=ice-pwd:4QpBbRkxVZ+Vw9aGQkF1pXaN\r\n" +
        "a=fingerprint:sha-256 6B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08\r\na=setup:actpass\r\n" +
        "m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=rtpmap:63 red/48000/2\r\n" +
        "a=fmtp:63 111/111\r\na=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=ssrc:7 cname:x\r\n" +
        "m=video 9 UDP/TLS/RTP/SAVPF 96 97 45 46\r\na=mid:1\r\na=sendrecv\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\n" +
        "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rtpmap:45 AV1/90000\r\na=rtpmap:46 rtx/90000\r\na=fmtp:46 apt=45\r\n" +
        "a=extmap:12 https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension\r\n" +
        "a=rid:l send\r\na=rid:m send\r\na=rid:h send\r\na=simulcast:send l;m;~h\r\n" +
        "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:2\r\na=recvonly\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n";

    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            var sdp = Encoding.Latin1.GetString(input);
            var offer = new Offer { Sdp = sdp };
            offer.Publish.Add(new Publish { Mid = "0", Source = Source.Mic });
            offer.Publish.Add(new Publish { Mid = "1", Source = Source.Camera });
            var (plan, error) = Planner.Plan(offer, s_policy);
            if ((plan is null) == (error is null)) throw new BrokenPromiseException("Neither a plan nor a reason, or both.");
            Look(plan);
            Look(WhipPlanner.Plan(sdp, WhipUse.Publish, s_policy).Plan);
            Look(WhipPlanner.Plan(sdp, WhipUse.Play, s_policy).Plan);
            return plan is not null;
        },
        Encoding.ASCII.GetBytes(Offer));

    private static void Look(SessionPlan? plan)
    {
        if (plan is null) return;
        if (plan.Lines.Count != plan.Offer.Sections.Count) throw new BrokenPromiseException("A line too many or too few.");
        foreach (var line in plan.Lines)
        {
            if (line is { Formats.Count: 0 }) throw new BrokenPromiseException("A line without a format.");
            if (line is PlannedPublication { Rids.Count: 1 or > Planner.MaxLayers }) throw new BrokenPromiseException("Layers that are none, or too many.");
        }

        if (plan.Lines.OfType<PlannedPublication>().Count() > Planner.MaxPublications) throw new BrokenPromiseException("More tracks than a person has.");
        var tracks = plan.Lines.OfType<PlannedSubscription>().ToDictionary(line => line.Mid, line => new Rtc.Sdp.SentTrack(1, "c", "s", "t", 2));
        var candidate = new IceCandidate(TransportAddress.V4(0x7F000001, 1));
        Answers.Write(plan, new AnswerFacts(1, 1, new IceCredentials("ufragABC", "password-of-24-characters"), [candidate], tracks), s_fingerprint);
    }
}

/// <summary>A MID or RID of a header extension: what is read is written back the same.</summary>
internal static class StreamIdTarget
{
    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            if (!RtpStreamId.TryParse(input, out var id)) return false;
            if (id.IsEmpty || Encoding.ASCII.GetString(input) != id.ToString()) throw new BrokenPromiseException("It cannot be written back.");
            return true;
        },
        "0"u8.ToArray(),
        "video-1"u8.ToArray(),
        "sixteen.letters!"u8.ToArray());
}
