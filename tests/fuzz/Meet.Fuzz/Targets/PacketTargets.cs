using System.Text;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;
using Meet.Rtc.Sdp;
using Meet.Rtc.Stun;

namespace Meet.Fuzz.Targets;

/// <summary>STUN, and the ICE agent behind it: nobody without the password may be answered.</summary>
internal static class StunTarget
{
    private static readonly IceCredentials s_credentials = new("ufragABC", "password-of-24-characters");

    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            if (!StunMessage.TryParse(input, out var message)) return false;
            message.TryGetUsername(out _, out _);
            message.TryGetXorMappedAddress(out _);
            message.VerifyFingerprint();
            _ = message.Priority + message.ErrorCode;
            Span<byte> response = stackalloc byte[128];
            var agent = new IceLiteAgent(s_credentials);
            var check = agent.HandleRequest(message, TransportAddress.V4(1, 1), 0, response, out var written);
            if ((check == IceCheck.Ignored) != (written == 0)) throw new BrokenPromiseException("An answer that does not fit the outcome.");
            if (written > 0 && !message.VerifyIntegrity("password-of-24-characters"u8)) throw new BrokenPromiseException("An unproven check was answered.");
            return true;
        },
        Seed(nominate: true, controlled: false),
        Seed(nominate: false, controlled: true));

    private static byte[] Seed(bool nominate, bool controlled)
    {
        var writer = new StunWriter(new byte[256], StunMessageType.BindingRequest, "twelve bytes"u8);
        writer.AddBytes(StunAttributeType.Username, "ufragABC:peer"u8);
        writer.AddUInt64(controlled ? StunAttributeType.IceControlled : StunAttributeType.IceControlling, 1);
        if (nominate) writer.AddFlag(StunAttributeType.UseCandidate);
        writer.AddXorMappedAddress(TransportAddress.V6(new byte[16], 9));
        writer.AddIntegrity("password-of-24-characters"u8);
        writer.AddFingerprint();
        return writer.Written.ToArray();
    }
}

/// <summary>RTP with its extensions, and the VP8 descriptor of its payload.</summary>
internal static class RtpTarget
{
    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            if (!RtpPacket.TryParse(input, out var packet)) return false;
            if (packet.HeaderLength + packet.Payload.Length + packet.PaddingLength != input.Length)
                throw new BrokenPromiseException("The parts are not the whole.");
            for (var id = 0; id < 20; id++) packet.TryGetExtension(id, out _);
            if (!Vp8Descriptor.TryParse(packet.Payload, out var descriptor)) return true;
            if (descriptor.Length > packet.Payload.Length) throw new BrokenPromiseException("A descriptor longer than its packet.");
            descriptor.Numbers.Rewrite(packet.Payload.ToArray(), 1, 2);
            return true;
        },
        Seed(),
        Convert.FromHexString("b0e01234000000640000002a1000000203026162c80000000102030002"));

    private static byte[] Seed()
    {
        var buffer = new byte[100];
        var builder = new RtpPacketBuilder(buffer, 96, true, 65535, 4_000_000_000, 7);
        builder.AddExtension(4, "12"u8);
        builder.AddExtension(1, [0xB0]);
        return buffer[..builder.End([0x90, 0xE0, 0x80, 1, 2, 0x40, 0, 1, 2, 3])];
    }
}

/// <summary>RTCP compounds and every view of their packets.</summary>
internal static class RtcpTarget
{
    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            var seen = false;
            foreach (var packet in new RtcpCompound(input))
            {
                seen = true;
                _ = packet.SenderSsrc + packet.MediaSsrc;
                packet.TryGetSenderReport(out _);
                packet.TryGetRemb(out _);
                TransportFeedbackReader.TryRead(packet, out _, out _, out _);
                for (var i = 0; i < packet.ReportBlockCount; i++) packet.ReportBlock(i);
                for (var i = 0; i < packet.NackCount; i++) packet.Nack(i);
                for (var i = 0; i < packet.FirCount; i++) packet.FirSsrc(i);
                for (var i = 0; i < packet.GoodbyeCount; i++) packet.GoodbyeSsrc(i);
            }

            return seen;
        },
        Seed());

    private static byte[] Seed()
    {
        var writer = new RtcpWriter(new byte[1500]);
        writer.AddSenderReport(new SenderReport(1, 2, 3, 4, 5));
        writer.AddReceiverReport(2, [new ReportBlock(9, 128, -5, 1, 3, 4, 5)]);
        writer.AddNack(1, 4, [1, 2, 3, 50]);
        writer.AddFir(1, 3, 7);
        writer.AddRemb(1, 1_000_000, [5]);
        writer.AddGoodbye(1);
        var feedback = new TransportFeedback();
        for (ushort i = 0; i < 60; i++) feedback.OnPacket((ushort)(i * 3), i * 1000);
        var report = new byte[1000];
        writer.AddRaw(report.AsSpan(0, feedback.Write(1, 2, report)));
        return writer.Written.ToArray();
    }
}

/// <summary>SDP offers, and the answers to those that are accepted: no line of the peer's own may get in.</summary>
internal static class SdpTarget
{
    private static readonly DtlsFingerprint s_fingerprint = DtlsFingerprint.Of([1]);

    private const string Offer =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=ice-ufrag:Yh8w\r\na=ice-pwd:4QpBbRkxVZ+Vw9aGQkF1pXaN\r\n" +
        "a=fingerprint:sha-256 6B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08\r\n" +
        "m=audio 9 UDP/TLS/RTP/SAVPF 111 9\r\nc=IN IP4 0.0.0.0\r\na=setup:actpass\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\n" +
        "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\na=fmtp:111 minptime=10\r\na=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n" +
        "a=ssrc:7 cname:x\r\nm=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\na=recvonly\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n" +
        "a=rtcp-fb:* nack pli\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rid:h send\r\n";

    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            if (!SdpParser.TryParse(Encoding.Latin1.GetString(input), out var offer, out var error))
                return error is null ? throw new BrokenPromiseException("Refused without a reason.") : false;
            var answer = SdpWriter.Write(offer!, new SessionAnswer
            {
                SessionId = 1,
                Version = 1,
                Credentials = new IceCredentials("ufragABC", "password-of-24-characters"),
                Fingerprint = s_fingerprint,
                Candidates = [new IceCandidate(TransportAddress.V4(0x7F000001, 1))],
                Sections = [.. offer!.Sections.Select(section => section.Codecs.Count == 0
                    ? null : new AnsweredSection(SdpDirection.RecvOnly, section.Codecs, section.Extensions, null))],
            });
            foreach (var line in answer.Split("\r\n")[..^1])
                if (line.Length < 2 || line[1] != '=' || line.AsSpan().ContainsAny('\r', '\n')) throw new BrokenPromiseException("A line was smuggled in.");
            return true;
        },
        Encoding.ASCII.GetBytes(Offer));
}
