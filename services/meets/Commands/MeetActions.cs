using Meet.Contracts.Meets;
using Meet.Meets.Chats;
using Meet.Meets.Domain;
using Meet.Meets.Store;
using Meet.Meets.Views;
using Meet.ServiceDefaults.Identity;

namespace Meet.Meets.Commands;

/// <summary>What people do with Meets: gathers what the decider needs to know, and hands it over.</summary>
internal sealed class MeetActions(MeetDesk desk, MeetQueries queries, MeetSight sight, ChatFactsClient chats, TimeProvider time)
{
    public static readonly Outcome NotFound = new(Decision.No(RejectionCode.NotFound), MeetLife.Unstarted);

    public Task<Outcome> AcceptAsync(Caller caller, Guid meetId, Device? on, CancellationToken cancellationToken) =>
        ActAsync(
            caller, meetId,
            async (_, stop) => new AcceptMeet(caller.Person, await IsElsewhereAsync(caller, meetId, stop), on),
            cancellationToken);

    /// <summary>Back in, or in for the first time: whoever sees a Meet of theirs may come in, if the chat says so too.</summary>
    public async Task<Outcome> EnterAsync(Caller caller, Guid meetId, CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(caller, meetId, cancellationToken) is not { } view)
        {
            return NotFound;
        }

        var isIn = MeetViews.Active(view).Any(person => person.Id == caller.PersonId);
        if (view.State != MeetState.Ended && !isIn && await MayNotEnterAsync(caller, view, cancellationToken) is { } code)
        {
            return new Outcome(Decision.No(code), MeetLife.Unstarted);
        }

        return (isIn ? await desk.WithoutChangeAsync(caller.TenantId, meetId, EnterOrJoinAsync, cancellationToken) : null)
            ?? await desk.HandleAsync(caller.TenantId, meetId, EnterOrJoinAsync, caller.PersonId, cancellationToken);

        async Task<MeetCommand> EnterOrJoinAsync(MeetLife life, CancellationToken stop) => life.Taking(caller.PersonId) is not null
            ? new JoinMeet(caller.PersonId)
            : new EnterMeet(caller.Person, await IsElsewhereAsync(caller, meetId, stop));
    }

    public async Task<Outcome> InviteAsync(Caller caller, Guid meetId, Guid[] staff, CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(caller, meetId, cancellationToken) is null)
        {
            return NotFound;
        }

        var known = await chats.GetStaffAsync(caller, staff, cancellationToken);
        if (staff.Except(known.Select(colleague => colleague.Person.Id)).Any())
        {
            return new Outcome(Decision.No(RejectionCode.NotOnTeam), MeetLife.Unstarted);
        }

        var now = time.GetUtcNow();
        return await ActAsync(
            caller, meetId, new InviteStaff(caller.PersonId, [.. known.Select(each => each.AsCallee(now))]), cancellationToken);
    }

    public Task<Outcome> ActAsync(Caller caller, Guid meetId, MeetCommand command, CancellationToken cancellationToken) =>
        ActAsync(caller, meetId, (_, _) => Task.FromResult(command), cancellationToken);

    /// <summary>What a person may not see is not there for them.</summary>
    private async Task<Outcome> ActAsync(
        Caller caller, Guid meetId, Func<MeetLife, CancellationToken, Task<MeetCommand>> ask, CancellationToken cancellationToken) =>
        await sight.FindAsync(caller, meetId, cancellationToken) is not null
            ? await desk.HandleAsync(caller.TenantId, meetId, ask, caller.PersonId, cancellationToken)
            : NotFound;

    /// <summary>Into a customer chat's Meet come those who may hold one; an internal one is open to the team, a room's to its members.</summary>
    private async Task<RejectionCode?> MayNotEnterAsync(Caller caller, MeetView view, CancellationToken cancellationToken) =>
        !caller.IsStaff || view.Place != MeetPlace.CustomerChat ? null
        : await chats.GetAsync(caller, view.ChatId, cancellationToken) is not { Start: var facts } ? RejectionCode.NotFound
        : !facts.PlanPaid ? RejectionCode.PlanNotPaid
        : facts.CallerHasSeat ? null : RejectionCode.NoOperatorSeat;

    private async Task<bool> IsElsewhereAsync(Caller caller, Guid meetId, CancellationToken cancellationToken)
    {
        var claimed = await queries.ClaimedAsync(caller.TenantId, Guid.Empty, [caller.PersonId], cancellationToken);
        return claimed.TryGetValue(new Claim(ClaimKind.Person, caller.PersonId), out var other) && other != meetId;
    }
}
