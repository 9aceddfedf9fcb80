using System.Security.Cryptography;
using Meet.Media.Negotiation;
using Meet.Rtc.Rtp;
using Meet.Rtc.Sdp;

namespace Meet.Media.Rooms;

/// <summary>A participant's m-lines: tracks it sends and lines it receives on, kept by mid from offer to offer.</summary>
internal sealed class ParticipantLines(Participant owner)
{
    // One name for all lines of the session: they share this node's clock (RFC 7022).
    private readonly string _cname = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    // Kinds of which the browser has no codec. It need not offer a refused line again.
    private readonly HashSet<MediaKind> _refused = [];

    public List<Publication> Publications { get; } = [];

    public List<Subscription> Subscriptions { get; } = [];

    /// <summary>Takes over what an offer says; tracks and lines that it no longer has are gone afterwards.</summary>
    public void Apply(SessionPlan plan)
    {
        foreach (var gone in Publications.Where(p => !plan.Lines.OfType<PlannedPublication>().Any(l => l.Mid == p.Mid && l.Source == p.Source && l.Format.Codec == p.Codec)).ToList())
            Unpublish(gone);
        foreach (var gone in Subscriptions.Where(s => !plan.Lines.OfType<PlannedSubscription>().Any(l => l.Mid == s.Mid && l.Kind == s.Kind)).ToList())
            Close(gone);
        _refused.UnionWith(Enum.GetValues<MediaKind>().Where(plan.Refuses));
        foreach (var line in plan.Lines)
        {
            if (line is PlannedPublication publication)
                Publish(publication);
            else if (line is PlannedSubscription subscription)
                Open(subscription);
        }
    }

    /// <summary>How the answer describes the receiving lines.</summary>
    public Dictionary<string, SentTrack> Tracks() => Subscriptions.ToDictionary(line => line.Mid, line => line.Track);

    /// <summary>By SSRC, or for one not seen yet by the MID and RID it carries.</summary>
    public Layer? FindLayer(in RtpPacket packet)
    {
        if (FindLayer(packet.Ssrc) is { } known)
            return known;
        foreach (var publication in Publications)
        {
            if (publication.Claim(packet) is { } claimed)
                return claimed;
        }

        return null;
    }

    public Layer? FindLayer(uint ssrc)
    {
        foreach (var publication in Publications)
        {
            if (publication.Find(ssrc) is { } layer)
                return layer;
        }

        return null;
    }

    public Subscription? FindSubscription(uint ssrc)
    {
        foreach (var subscription in Subscriptions)
        {
            if (subscription.Track.Ssrc == ssrc)
                return subscription;
        }

        return null;
    }

    /// <summary>Sends bytes for a probe on whichever line has some.</summary>
    public void Pad(int bytes)
    {
        foreach (var line in Subscriptions)
        {
            if (bytes <= 0)
                return;
            bytes -= line.Pad(bytes);
        }
    }

    public void ExpireHistories(long now)
    {
        foreach (var publication in Publications)
        {
            foreach (var layer in publication.Layers)
                layer.ExpireHistory(now);
        }
    }

    /// <summary>The browser can receive now: pictures begin with keyframes.</summary>
    public void WantKeyframes()
    {
        foreach (var line in Subscriptions)
            line.WantKeyframe();
    }

    public void CloseAll()
    {
        while (Publications.Count > 0)
            Unpublish(Publications[^1]);
        while (Subscriptions.Count > 0)
            Close(Subscriptions[^1]);
    }

    /// <summary>More lines of a browser that lacks the codec would not help. What it has shows with its first line of the kind.</summary>
    public bool CanPlay(Publication track)
    {
        var hasLine = false;
        foreach (var line in Subscriptions)
        {
            if (line.Kind != track.Kind)
                continue;
            if (line.Carries(track.Codec))
                return true;
            hasLine = true;
        }

        return !hasLine && !_refused.Contains(track.Kind);
    }

    private void Publish(PlannedPublication plan)
    {
        if (Publications.Find(p => p.Mid == plan.Mid) is { } known)
            known.Update(plan);
        else
            Publications.Add(new Publication(owner, plan));
    }

    private void Unpublish(Publication gone)
    {
        Publications.Remove(gone);
        gone.Close();
    }

    private void Open(PlannedSubscription plan)
    {
        if (Subscriptions.Find(s => s.Mid == plan.Mid) is { } known)
            known.Update(plan);
        else
            Subscriptions.Add(new Subscription(owner, plan, NewSsrc(), NewSsrc(), _cname, LinePairs.PartnerFor(plan.Kind, Subscriptions)));
    }

    private void Close(Subscription gone)
    {
        gone.Close();
        Subscriptions.Remove(gone);
    }

    private uint NewSsrc()
    {
        while (true)
        {
            var ssrc = (uint)RandomNumberGenerator.GetInt32(2, int.MaxValue);
            if (!Subscriptions.Exists(line => line.Track.Ssrc == ssrc || line.Track.RtxSsrc == ssrc))
                return ssrc;
        }
    }
}
