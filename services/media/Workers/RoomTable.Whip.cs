using Meet.Media.Negotiation;
using Meet.Media.Whip;
using Meet.Rtc.Ice;

namespace Meet.Media.Workers;

/// <summary>What may be done with sessions of WHIP and WHEP besides: their ICE can be renewed without an offer.</summary>
internal sealed partial class RoomTable
{
    /// <summary>True if there is such a session, in that room and for that use.</summary>
    public bool IsWhip(string sessionId, WhipSession session) =>
        Find(sessionId)?.Whip is { } known && known.Room == session.Room && known.Use == session.Use;

    public PatchResult Patch(string sessionId, WhipSession of, string? ifMatch, IceFragment fragment)
    {
        if (!IsWhip(sessionId, of) || Find(sessionId) is not { Carrier: { } carrier } session)
            return new PatchResult(IcePatchKind.NotFound);
        var transport = session.Participant.Transport;
        var kind = IcePatch.Decide(ifMatch, transport.Ice.Local.Ufrag, session.RemoteUfrag, fragment.Ufrag);
        if (kind != IcePatchKind.Restart)
            return new PatchResult(kind);
        session.RemoteUfrag = fragment.Ufrag;
        transport.Restart();
        return new PatchResult(kind, transport.Ice.Local, tools.Candidates, carrier);
    }

    /// <summary>Ends all sessions of a room. Returns how many there were.</summary>
    public int EndWhipRoom(Guid roomId)
    {
        if (!_rooms.TryGetValue(roomId, out var room) || room.IsMeet)
            return 0;
        var count = room.Participants.Count;
        End(room, Rooms.SessionEnd.Ended);
        return count;
    }

    private static IceCarrier CarrierOf(SessionPlan plan)
    {
        var index = plan.Lines.ToList().FindIndex(line => line is not null);
        var section = plan.Offer.Sections[index];
        return new IceCarrier(section.KindText, plan.Lines[index]!.Formats[0].Sdp.PayloadType, section.Mid);
    }
}

/// <summary>What a PATCH came to; credentials, candidates and line are set for a restart.</summary>
internal sealed record PatchResult(
    IcePatchKind Kind, IceCredentials? Credentials = null, IReadOnlyList<IceCandidate>? Candidates = null, IceCarrier? Carrier = null);
