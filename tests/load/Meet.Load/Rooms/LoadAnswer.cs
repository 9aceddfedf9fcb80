using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Meet.Load.Peers;
using Meet.Load.Streams;
using Meet.Rtc.Ice;
using Meet.Rtc.Sdp;
using Meet.Rtc.Stun;

namespace Meet.Load.Rooms;

/// <summary>What a generator needs of a node's answer.</summary>
internal sealed partial class LoadAnswer
{
    private readonly SessionOffer _parsed;

    private LoadAnswer(SessionOffer parsed, TransportAddress address)
    {
        _parsed = parsed;
        var transport = parsed.Transport;
        Transport = new NodeTransport(address, new IceCredentials(transport.IceUfrag, transport.IcePassword), transport.Fingerprints);
    }

    public NodeTransport Transport { get; }

    /// <exception cref="FormatException">It is no answer, or names no IPv4 address to send to.</exception>
    public static LoadAnswer Parse(string sdp)
    {
        // The parser is one of offers, in which nobody is passive.
        if (!SdpParser.TryParse(sdp.Replace("a=setup:passive", "a=setup:active", StringComparison.Ordinal), out var parsed, out var error))
            throw new FormatException($"The answer cannot be read: {error}");
        var candidate = Candidate().Match(sdp);
        if (!candidate.Success)
            throw new FormatException("The answer has no IPv4 candidate over UDP.");
        var port = ushort.Parse(candidate.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
        return new LoadAnswer(parsed!, TransportAddress.From(new IPEndPoint(IPAddress.Parse(candidate.Groups["ip"].ValueSpan), port)));
    }

    /// <summary>By what the node knows the packets of a sent line.</summary>
    /// <param name="line">Its position.</param>
    public SourceIds IdsOf(int line, uint ssrc)
    {
        var section = _parsed.Sections[line];
        return new SourceIds(ssrc, IdOf(section, "sdes:mid"), Encoding.ASCII.GetBytes(section.Mid), IdOf(section, "ssrc-audio-level"));
    }

    private static int IdOf(OfferedSection section, string ending) =>
        section.Extensions.FirstOrDefault(extension => extension.Uri.EndsWith(ending, StringComparison.Ordinal))?.Id ?? 0;

    [GeneratedRegex(@"a=candidate:\S+ 1 udp \d+ (?<ip>\d+\.\d+\.\d+\.\d+) (?<port>\d+) typ host", RegexOptions.IgnoreCase)]
    private static partial Regex Candidate();
}
