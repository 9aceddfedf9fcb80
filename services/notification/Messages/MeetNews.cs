using Meet.Contracts;
using Meet.Contracts.Meets;

namespace Meet.Notification.Messages;

/// <summary>What links and messages need to know of a Meet with a customer.</summary>
/// <param name="RingsUntil">While a ring by link waits for the customer: until when. Null: it does not, or not any more.</param>
/// <param name="OverAt">When it ended.</param>
internal sealed record MeetNews(
    string TenantId, Guid MeetId, Guid ChatId, Guid CustomerId, long Version, DateTimeOffset? RingsUntil, DateTimeOffset? OverAt)
{
    /// <summary>Null for a Meet that is staff's alone.</summary>
    public static MeetNews? From(MeetChanged changed)
    {
        var view = changed.View;
        if (view.Place != MeetPlace.CustomerChat || CustomerOf(view) is not { } customer)
            return null;
        var ring = view.Rings.FirstOrDefault(ring =>
            ring.Channel == RingChannel.Link && ring.State == RingState.Ringing && ring.Person.Kind == PersonKind.Customer);
        return new MeetNews(
            changed.TenantId, changed.MeetId, view.ChatId, customer.Id, changed.Version,
            view.State == MeetState.Ended ? null : ring?.ExpiresAt,
            view.State == MeetState.Ended ? view.EndedAt ?? changed.At : null);
    }

    private static PersonRef? CustomerOf(MeetView view) =>
        view.Rings.Select(ring => ring.Person)
            .Concat(view.Participants.Select(participant => participant.Person))
            .Append(view.StartedBy)
            .FirstOrDefault(person => person.Kind == PersonKind.Customer);
}
