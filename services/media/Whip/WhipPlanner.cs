using Meet.Contracts.Media.Rpc;
using Meet.Media.Negotiation;
using Meet.Rtc.Sdp;

namespace Meet.Media.Whip;

/// <summary>
/// Reads the offer of a publisher or a player. Where a Meet's page says what its lines carry, here the order does: the first
/// audio line is a microphone, the first video line a camera, the second a screen. Pure.
/// </summary>
internal static class WhipPlanner
{
    /// <summary>The plan, or the error; <c>IsMalformed</c> tells one that is no description from one that asks for what is not to be had.</summary>
    public static (SessionPlan? Plan, SdpError? Error, bool IsMalformed) Plan(string sdp, WhipUse use, MediaPolicy policy)
    {
        if (!SdpParser.TryParse(sdp, out var session, out var error))
            return (null, error, true);
        if (session!.Sections.FirstOrDefault(section => !Fits(section, use)) is { } wrong)
            return (null, new SdpError(wrong.Line, Direction(use)), false);
        var sources = use == WhipUse.Publish ? Sources(session) : [];
        var (plan, refused) = Planner.Plan(session, policy, sources, section => use == WhipUse.Play && section.Receives);
        if (plan is null)
            return (null, refused, false);
        return Unanswered(plan) is { } left
            ? (null, new SdpError(left.Line, "the line cannot be accepted: Opus or an allowed video codec over UDP/TLS/RTP/SAVPF with rtcp-mux is needed"), false)
            : (plan, null, false);
    }

    /// <summary>What the session sends, for whoever is told about it.</summary>
    public static Sources SourcesOf(SessionPlan plan)
    {
        var sent = plan.Lines.OfType<PlannedPublication>().Select(line => line.Source).ToHashSet();
        return new Sources { Mic = sent.Contains(Source.Mic), Camera = sent.Contains(Source.Camera), Screen = sent.Contains(Source.Screen) };
    }

    // RFC 9725 section 4.2 and the WHEP draft: one way only; "sendrecv" is tolerated for clients that know nothing else.
    private static bool Fits(OfferedSection section, WhipUse use) => section.IsOff || section.Kind is not (SdpKind.Audio or SdpKind.Video)
        || (use == WhipUse.Publish ? section.Sends : section.Receives);

    // RFC 9725 section 4.4.3: all or nothing, so that nobody finds out by a black picture that a line was left out.
    private static OfferedSection? Unanswered(SessionPlan plan) => plan.Offer.Sections
        .Where((section, i) => !section.IsOff && plan.Lines[i] is null or PlannedIdle).FirstOrDefault();

    private static string Direction(WhipUse use) =>
        use == WhipUse.Publish ? "who publishes offers sendonly (or sendrecv) lines only" : "who plays offers recvonly (or sendrecv) lines only";

    private static Dictionary<string, Source> Sources(SessionOffer session)
    {
        var sources = new Dictionary<string, Source>();
        var video = new Queue<Source>([Source.Camera, Source.Screen]);
        var audio = new Queue<Source>([Source.Mic]);
        foreach (var section in session.Sections)
        {
            var free = section.Kind switch { SdpKind.Audio => audio, SdpKind.Video => video, _ => null };
            if (section.Sends && !section.IsOff && free is not null && free.TryDequeue(out var source))
                sources.Add(section.Mid, source);
        }

        return sources;
    }
}
