using Meet.Contracts;
using Meet.Contracts.Meets;
using Meet.Meets.Domain;

namespace Meet.Meets.Views;

/// <summary>The one projection, as two pure functions: what staff see of a Meet, and what of that its customer may see.</summary>
internal static class MeetViews
{
    public static MeetView ForStaff(MeetLife life) => new(
        life.Id,
        life.Version,
        life.TenantId,
        life.ChatId,
        life.Place,
        life.Kind,
        life.State,
        life.StartedBy,
        life.StartedAt,
        life.LiveAt,
        life.EndedAt,
        life.EndReason,
        life.MissedReason,
        [.. life.Rings.Select(Of)],
        [.. life.Participants.Select(Of)],
        life.CallbackOf,
        life.CalledBackBy)
    {
        EndedBy = life.EndedBy,
        VideoSince = life.VideoSince,
        MediaNode = life.MediaNode,
    };

    /// <summary>
    /// PRODUCT.md, rules 5 and 6: the customer sees that a Meet ended, never that or why it was missed, nor whom else it rang,
    /// nor what was called back. Null for Meets that are none of the customer's business.
    /// </summary>
    public static MeetView? ForCustomer(MeetView view) => view.Place != MeetPlace.CustomerChat ? null : view with
    {
        EndReason = view.EndReason == EndReason.Missed ? EndReason.EveryoneLeft : view.EndReason,
        MissedReason = null,
        Rings = [.. view.Rings.Where(r => r.Person.Kind == PersonKind.Customer).Select(r => r with { Reason = null, Legs = [] })],
        Participants = [.. view.Participants.Select(p => p with { Quality = null })],
        CallbackOf = null,
        CalledBackBy = null,
        EndedBy = null,
    };

    private static RingView Of(Ring ring) =>
        new(ring.Id, ring.Person, ring.State, ring.StartedAt, ring.ExpiresAt, ring.Reason)
        {
            Channel = ring.Channel,
            Legs = [.. ring.Legs.Select(leg => new RingLegView(leg.DeviceId, leg.Device, leg.RangAt, RingLegs.OutcomeOf(ring, leg), ring.EndedAt))],
        };

    private static ParticipantView Of(Participant p) => new(p.Person, p.State, p.JoinedAt, p.LeftAt)
    {
        HandRaisedAt = p.HandRaisedAt,
        MutedAt = p.MutedAt,
        MutedBy = p.MutedBy,
        Quality = p.Quality,
    };

    public static MeetView? For(PersonKind reader, MeetView view) => reader == PersonKind.Staff ? view : ForCustomer(view);

    /// <summary>Everybody whom the Meet rings, rang or holds, each once.</summary>
    public static IEnumerable<PersonRef> Audience(MeetView view) =>
        view.Participants.Select(p => p.Person).Concat(view.Rings.Select(r => r.Person)).DistinctBy(p => p.Id);

    /// <summary>Whom it rings or holds at this moment.</summary>
    public static IEnumerable<PersonRef> Active(MeetView view) => view.State == MeetState.Ended
        ? []
        : view.Participants.Where(p => p.State != ParticipantState.Left).Select(p => p.Person)
            .Concat(view.Rings.Where(r => r.State == RingState.Ringing).Select(r => r.Person)).DistinctBy(p => p.Id);
}
