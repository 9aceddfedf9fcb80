using Meet.Contracts.Media.Rpc;
using Meet.Media.Codecs;
using Meet.Rtc.Rtp;
using Meet.Rtc.Sdp;

namespace Meet.Media.Negotiation;

/// <summary>Decides, from an offer and what its lines are said to carry, what a session will do. Pure.</summary>
internal static class Planner
{
    /// <summary>docs/signaling.md: microphone, camera and screen.</summary>
    public const int MaxPublications = 3;

    /// <summary>Of a picture's simulcast: what browsers send at most.</summary>
    public const int MaxLayers = 3;

    /// <summary>Either the plan or the error is set.</summary>
    public static (SessionPlan? Plan, SdpError? Error) Plan(Offer offer, MediaPolicy policy)
    {
        if (!SdpParser.TryParse(offer.Sdp, out var session, out var error))
            return (null, error);
        if (ReadPublishes(offer, session!, out var sources) is { } wrong)
            return (null, wrong);
        return Plan(session!, policy, sources, static section => section.Direction == SdpDirection.RecvOnly);
    }

    /// <summary>The same with the sending lines' meaning known, and which of the others are to receive.</summary>
    public static (SessionPlan? Plan, SdpError? Error) Plan(
        SessionOffer session, MediaPolicy policy, Dictionary<string, Source> sources, Predicate<OfferedSection> receives)
    {
        var alike = new AlikeLines();
        var lines = session.Sections.Select(section => Line(section, session, policy, sources, receives(section), alike)).ToList();
        if (lines.TrueForAll(line => line is null))
            return (null, new SdpError(0, "no section can be accepted: Opus or an allowed video codec over UDP/TLS/RTP/SAVPF with rtcp-mux is needed"));
        return (new SessionPlan(session, session.Transport.IceUfrag, session.Transport.Fingerprints, lines), null);
    }

    private static SdpError? ReadPublishes(Offer offer, SessionOffer session, out Dictionary<string, Source> sources)
    {
        sources = [];
        foreach (var publish in offer.Publish)
        {
            if (session.Sections.FirstOrDefault(section => section.Mid == publish.Mid) is not { } section)
                return new SdpError(0, "publish names a mid that the description does not have");
            if (publish.Source is not (Source.Mic or Source.Camera or Source.Screen))
                return new SdpError(section.Line, "publish names an unknown source");
            if ((publish.Source == Source.Mic) != (section.Kind == SdpKind.Audio))
                return new SdpError(section.Line, "publish names a source of another kind than the section");
            if (sources.ContainsValue(publish.Source) || !sources.TryAdd(publish.Mid, publish.Source))
                return new SdpError(section.Line, "publish names a source or a mid twice");
        }

        return null;
    }

    private static PlannedLine? Line(
        OfferedSection section, SessionOffer session, MediaPolicy policy, Dictionary<string, Source> sources, bool receives, AlikeLines alike)
    {
        var usable = section.Kind is SdpKind.Audio or SdpKind.Video && !section.IsOff && section.HasRtcpMux
            && section.Protocol == "UDP/TLS/RTP/SAVPF" && session.Bundle.Contains(section.Mid);
        if (!usable)
            return null;
        var kind = section.Kind == SdpKind.Audio ? MediaKind.Audio : MediaKind.Video;
        var isSent = section.Sends && !receives;
        var formats = policy.Codecs(kind).Select(codec => Format(section, codec, policy, isSent)).OfType<PlannedFormat>().ToList();
        if (formats.Count == 0)
            return null;
        if (section.Sends && sources.TryGetValue(section.Mid, out var source))
        {
            // One codec only: what is sent can be played by everybody or by nobody who lacks it, but does not change within a Meet.
            var format = formats[0];
            IReadOnlyList<string> rids = section.Layers.Count > 1 ? [.. section.Layers.Take(MaxLayers)] : [];
            var (ssrc, repair) = rids.Count > 0 ? (null, null) : (Ssrc(section, 0), format.Rtx is null ? null : Ssrc(section, 1));
            return new PlannedPublication(section.Mid, kind, format, Extensions(section, [format], isSent), source, ssrc, repair, rids);
        }

        if (receives)
            return new PlannedSubscription(section.Mid, kind, alike.Share(formats), alike.Share(Extensions(section, formats, isSent)));
        return new PlannedIdle(section.Mid, kind, formats, Extensions(section, formats, isSent));
    }

    private static PlannedFormat? Format(OfferedSection section, MediaCodec codec, MediaPolicy policy, bool isSent) =>
        MediaPolicy.Choice(codec, isSent).Codec(section) is { } sdp
            ? new PlannedFormat(codec, sdp, CodecChoice.Rtx(section, sdp), policy.Red(section, codec, sdp))
            : null;

    /// <summary>Of any of the formats. Dependency descriptors are longer than the one-byte form of extensions takes.</summary>
    private static List<SdpExtension> Extensions(OfferedSection section, IReadOnlyList<PlannedFormat> formats, bool isSent) =>
        [.. formats.SelectMany(format => MediaPolicy.Choice(format.Codec, isSent).Extension(section)).Distinct()
            .Where(extension => section.AllowsMixedExtensions || extension.Uri != DependencyDescriptor.Uri)];

    /// <summary>Browsers name the stream first, then its retransmissions, as their ssrc-group:FID does.</summary>
    private static uint? Ssrc(OfferedSection section, int index) => index < section.Sources.Count ? section.Sources[index] : null;
}
