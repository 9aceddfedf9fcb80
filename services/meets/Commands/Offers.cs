using System.Collections.Immutable;
using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using Meet.ServiceDefaults.Identity;

namespace Meet.Meets.Commands;

/// <param name="Code">Why not; null when it is offered.</param>
/// <param name="ByLink">It would reach the customer by a message with a link.</param>
internal sealed record Offer(MeetKind Kind, RejectionCode? Code, bool ByLink);

/// <summary>
/// What may be started at this moment, and why not what may not: the decider's own refusals, asked without deciding. Where a Meet
/// goes on, starting means joining, and is offered.
/// </summary>
internal sealed class Offers(MeetStarts starts, TimeProvider time)
{
    private static readonly MeetKind[] Kinds = [MeetKind.Voice, MeetKind.Video, MeetKind.Phone];

    /// <summary>Empty when the place is not there for this caller.</summary>
    public async Task<ImmutableArray<Offer>> OfAsync(Caller caller, Guid chatId, MeetPlace place, CancellationToken cancellationToken)
    {
        var wish = new StartWish(chatId, place, MeetKind.Voice, null, []);
        var command = await starts.AskAsync(caller, wish, Guid.CreateVersion7(time.GetUtcNow()), calledBack: null, cancellationToken);
        return command is null ? [] : [.. Kinds.Select(kind => Of(command, kind))];
    }

    internal static Offer Of(MeetCommand command, MeetKind kind) => command switch
    {
        _ when Capabilities.Of(kind).BusinessVerificationNeeded => new Offer(kind, RejectionCode.BusinessVerificationNeeded, false),
        StartMeet start => new Offer(kind, Starting.Objection(start with { Kind = kind }), Starting.ByLink(start)),
        StartAmongStaff start => new Offer(kind, StartingAmongStaff.Objection(start with { Kind = kind }), false),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "No way to start a Meet."),
    };
}
