using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Rtc.Sdp;

namespace Meet.Media.Negotiation;

/// <summary>What the worker decided for one offer: the rest of the answer follows from the plan.</summary>
/// <param name="Tracks">By mid, for the lines that this node sends on.</param>
internal sealed record AnswerFacts(
    ulong SdpSessionId, int Version, IceCredentials Credentials, IReadOnlyList<IceCandidate> Candidates, IReadOnlyDictionary<string, SentTrack> Tracks);

/// <summary>Turns a plan and the worker's facts into the answer's text.</summary>
internal static class Answers
{
    public static string Write(SessionPlan plan, AnswerFacts facts, DtlsFingerprint fingerprint) => SdpWriter.Write(plan.Offer, new SessionAnswer
    {
        SessionId = facts.SdpSessionId,
        Version = facts.Version,
        Credentials = facts.Credentials,
        Fingerprint = fingerprint,
        Candidates = facts.Candidates,
        Sections = [.. plan.Lines.Select(line => Section(line, facts))],
    });

    private static AnsweredSection? Section(PlannedLine? line, AnswerFacts facts) => line switch
    {
        null => null,
        PlannedPublication p => Section(p, SdpDirection.RecvOnly, null) with { Layers = p.Rids },
        PlannedSubscription s => Section(s, SdpDirection.SendOnly, facts.Tracks[s.Mid]),
        _ => Section(line, SdpDirection.Inactive, null),
    };

    private static AnsweredSection Section(PlannedLine line, SdpDirection direction, SentTrack? track) =>
        new(direction, [.. line.Formats.SelectMany(Codecs)], line.Extensions, track) { AllowsMixedExtensions = line.DescriptorId != 0 };

    // Redundancy first: browsers send it only where it is preferred to the plain codec.
    private static IEnumerable<SdpCodec> Codecs(PlannedFormat format) => new[] { format.Red, format.Sdp, format.Rtx }.OfType<SdpCodec>();
}
