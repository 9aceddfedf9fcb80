using System.Collections.Immutable;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;
using Meet.Meets.Chats;
using Meet.Meets.Domain;
using Meet.Meets.Fleet;
using Meet.Meets.Store;
using Meet.ServiceDefaults.Identity;

namespace Meet.Meets.Commands;

/// <param name="ChatId">The chat, or the room.</param>
/// <param name="StaffIds">Whom an internal conversation's Meet rings; empty: everybody in the chat.</param>
internal sealed record StartWish(Guid ChatId, MeetPlace Place, MeetKind Kind, Guid? CallbackOf, ImmutableArray<Guid> StaffIds)
{
    /// <inheritdoc cref="MeetStarted.VideoCodecs"/>
    public ImmutableArray<VideoCodec>? VideoCodecs { get; init; }
}

/// <summary>
/// Beginning a Meet. Where one goes on already, whoever wants to start comes into it instead (docs/adr/0007); one that ends in that
/// very moment is tried again.
/// </summary>
internal sealed class MeetStarts(
    MeetDesk desk, MeetActions actions, MeetQueries queries, ChatFactsClient chats, MediaFleet fleet, TimeProvider time)
{
    private const int Tries = 3;

    /// <returns>With <c>Started</c> false: what the caller has come into.</returns>
    public async Task<(Outcome Outcome, bool Started)> StartAsync(Caller caller, StartWish wish, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await TryAsync(caller, wish, cancellationToken);
            if (outcome.Decision is not Decision.Rejected { Code: RejectionCode.MeetInProgress, MeetId: { } running })
            {
                return (outcome, true);
            }

            var entered = await actions.EnterAsync(caller, running, cancellationToken);
            if (attempt == Tries || entered.Decision is not Decision.Rejected { Code: RejectionCode.MeetEnded })
            {
                return (entered, false);
            }
        }
    }

    /// <summary>Null when the place is not there for this caller: what may be started is <see cref="Offers"/>' to say.</summary>
    public async Task<MeetCommand?> AskAsync(
        Caller caller, StartWish wish, Guid meetId, MeetLife? calledBack, CancellationToken cancellationToken) => wish.Place switch
        {
            _ when !caller.MaySee(wish.ChatId) => null,
            MeetPlace.CustomerChat => await InChatAsync(caller, wish, meetId, calledBack, cancellationToken),
            MeetPlace.InternalConversation => await InsideChatAsync(caller, wish, meetId, cancellationToken),
            _ => await InRoomAsync(caller, wish, meetId, cancellationToken),
        };

    private async Task<Outcome> TryAsync(Caller caller, StartWish wish, CancellationToken cancellationToken)
    {
        var meetId = Guid.CreateVersion7(time.GetUtcNow());
        if (await AskAsync(caller, wish, meetId, calledBack: null, cancellationToken) is not { } command)
        {
            return MeetActions.NotFound;
        }

        var node = await fleet.PlaceAsync(meetId, cancellationToken);
        return await desk.StartAsync(
            caller.TenantId, meetId, wish.CallbackOf,
            async (called, stop) => command switch
            {
                // What chat said holds for the whole attempt; what other Meets do is looked at again each time.
                StartMeet start => start with
                {
                    MediaNode = node,
                    VideoCodecs = wish.VideoCodecs,
                    Facts = await WithOtherMeetsAsync(caller, start.Facts with { CalledBack = called }, stop),
                },
                StartAmongStaff start => start with
                {
                    MediaNode = node,
                    VideoCodecs = wish.VideoCodecs,
                    Facts = await WithOtherMeetsAsync(caller, start.Facts, stop),
                },
                _ => command,
            },
            caller.PersonId,
            cancellationToken);
    }

    private async Task<MeetCommand?> InChatAsync(
        Caller caller, StartWish wish, Guid meetId, MeetLife? calledBack, CancellationToken cancellationToken) =>
        await chats.GetAsync(caller, wish.ChatId, cancellationToken) is { } known
            ? new StartMeet(
                meetId, Guid.CreateVersion7(time.GetUtcNow()), caller.TenantId, wish.Kind, caller.Person, MediaNode: null, wish.CallbackOf,
                await WithOtherMeetsAsync(caller, known.Start with { CalledBack = calledBack }, cancellationToken))
            : null;

    private async Task<MeetCommand?> InsideChatAsync(Caller caller, StartWish wish, Guid meetId, CancellationToken cancellationToken)
    {
        if (!caller.IsStaff || await chats.GetAsync(caller, wish.ChatId, cancellationToken) is not { } known)
        {
            return null;
        }

        var asked = wish.StaffIds.IsEmpty ? known.StaffInChat : await chats.GetStaffAsync(caller, wish.StaffIds, cancellationToken);
        return await AmongAsync(
            caller, wish, meetId, MeetPlace.InternalConversation, asked, known.Start.PlanPaid, known.Start.CallerHasSeat, cancellationToken);
    }

    private async Task<MeetCommand?> InRoomAsync(Caller caller, StartWish wish, Guid meetId, CancellationToken cancellationToken) =>
        await chats.GetRoomAsync(caller, wish.ChatId, cancellationToken) is { } room && room.Place == wish.Place
            ? await AmongAsync(caller, wish, meetId, room.Place, room.Members, planPaid: true, seat: true, cancellationToken)
            : null;

    private async Task<MeetCommand> AmongAsync(
        Caller caller, StartWish wish, Guid meetId, MeetPlace place, ImmutableArray<Colleague> people, bool planPaid, bool seat,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var others = people.Where(each => each.Person.Id != caller.PersonId).Select(each => each.AsCallee(now));
        var facts = new StaffFacts(wish.ChatId, place, planPaid, seat, [.. others], null, false);
        return new StartAmongStaff(
            meetId, caller.TenantId, wish.Kind, caller.Person, MediaNode: null, await WithOtherMeetsAsync(caller, facts, cancellationToken));
    }

    private async Task<StartFacts> WithOtherMeetsAsync(Caller caller, StartFacts facts, CancellationToken cancellationToken)
    {
        var assignee = facts.Assignee?.Id ?? default;
        var claimed = await queries.ClaimedAsync(caller.TenantId, facts.ChatId, [caller.PersonId, assignee], cancellationToken);
        return facts with
        {
            MeetInProgress = Running(claimed, MeetPlace.CustomerChat, facts.ChatId),
            CallerInAnotherMeet = claimed.ContainsKey(Of(caller.PersonId)),
            AssigneeInAnotherMeet = claimed.ContainsKey(Of(assignee)),
        };
    }

    private async Task<StaffFacts> WithOtherMeetsAsync(Caller caller, StaffFacts facts, CancellationToken cancellationToken)
    {
        var claimed = await queries.ClaimedAsync(caller.TenantId, facts.ChatId, [caller.PersonId], cancellationToken);
        return facts with
        {
            MeetInProgress = Running(claimed, facts.Place, facts.ChatId),
            CallerInAnotherMeet = claimed.ContainsKey(Of(caller.PersonId)),
        };
    }

    private static Guid? Running(IReadOnlyDictionary<Claim, Guid> claimed, MeetPlace place, Guid chat) =>
        claimed.TryGetValue(Domain.Claims.OfPlace(place, chat), out var meet) ? meet : null;

    private static Claim Of(Guid person) => new(ClaimKind.Person, person);
}
