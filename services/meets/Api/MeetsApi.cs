using System.Collections.Immutable;
using System.Text.Json;
using Meet.Contracts.Meets;
using Meet.EventStore;
using Meet.Meets.Commands;
using Meet.Meets.Domain;
using Meet.Meets.Store;
using Meet.Meets.Views;
using Meet.ServiceDefaults.Http;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Meets.Api;

/// <summary>docs/api.md, "Meets".</summary>
internal static class MeetsApi
{
    private const int MaxStaff = 50;

    public static void MapMeetsApi(this WebApplication app)
    {
        var meets = app.MapGroup("/api/meets").RequireAuthorization(Policies.Person).WithTags("Meets");
        meets.MapPost("/", StartAsync);
        meets.MapGet("/offers", CapabilitiesApi.OffersAsync);
        meets.MapGet("/{id:guid}", GetAsync);
        meets.MapPost("/{id:guid}/accept", AcceptAsync);
        meets.MapPost("/{id:guid}/join", JoinAsync);
        meets.MapPost("/{id:guid}/rang", RangAsync);
        meets.MapPost("/{id:guid}/decline", DeclineAsync);
        meets.MapPost("/{id:guid}/cancel", (Guid id, Caller caller, MeetActions actions, CancellationToken stop) =>
            ActAsync(actions, caller, id, new CancelMeet(caller.PersonId), stop));
        meets.MapPost("/{id:guid}/leave", (Guid id, Caller caller, MeetActions actions, CancellationToken stop) =>
            ActAsync(actions, caller, id, new LeaveMeet(caller.PersonId), stop));
        meets.MapPost("/{id:guid}/video", (Guid id, Caller caller, MeetActions actions, CancellationToken stop) =>
            ActAsync(actions, caller, id, new TurnVideoOn(caller.PersonId), stop));
        meets.MapPost("/{id:guid}/hand", (Guid id, HandRequest hand, Caller caller, MeetActions actions, CancellationToken stop) =>
            ActAsync(actions, caller, id, new ShowHand(caller.PersonId, hand.Raised), stop));
        meets.MapPost("/{id:guid}/failure", (Guid id, FailureRequest told, Caller caller, MeetActions actions, CancellationToken stop) =>
            ActAsync(actions, caller, id, new ReportFailure(caller.PersonId, told.Reason), stop));

        var staff = app.MapGroup("/api/meets").RequireAuthorization(Policies.Staff).WithTags("Meets");
        staff.MapGet("/", ListAsync);
        staff.MapGet("/capabilities", CapabilitiesApi.Matrix);
        staff.MapGet("/{id:guid}/events", HistoryAsync);
        staff.MapPost("/{id:guid}/invite", InviteAsync);
        staff.MapPost("/{id:guid}/end", (Guid id, Caller caller, MeetActions actions, CancellationToken stop) =>
            ActAsync(actions, caller, id, new EndForAll(caller.PersonId), stop));
        staff.MapPost("/{id:guid}/mute", (Guid id, MuteRequest mute, Caller caller, MeetActions actions, CancellationToken stop) =>
            ActAsync(actions, caller, id, new MuteParticipant(caller.PersonId, mute.PersonId), stop));
    }

    private static async Task<Results<Created<JoinReply>, Ok<JoinReply>, ProblemHttpResult>> StartAsync(
        StartRequest request, Caller caller, MeetStarts starts, JoinGrants grants, CancellationToken stop)
    {
        if (request.ChatId == default)
        {
            return Problems.Of(400, "bad_request", "chatId names no chat.");
        }

        if (request.StaffIds is { Length: 0 or > MaxStaff })
        {
            return Problems.Of(400, "bad_request", $"staffIds: 1 to {MaxStaff} people, or none at all.");
        }

        if (request.VideoCodecs is { } codecs && (!caller.IsStaff || codecs.Length == 0 || codecs.Distinct().Count() != codecs.Length))
        {
            return Problems.Of(400, "bad_request", "videoCodecs: from staff, each codec once, or none at all.");
        }

        var wish = new StartWish(
            request.ChatId, request.Place ?? MeetPlace.CustomerChat, request.Kind, request.CallbackOf, [.. request.StaffIds ?? []])
        {
            VideoCodecs = request.VideoCodecs?.ToImmutableArray(),
        };
        var (outcome, started) = await starts.StartAsync(caller, wish, stop);
        return outcome.Decision is Decision.Rejected rejected ? Rejections.Problem(rejected)
            : started ? TypedResults.Created($"/api/meets/{outcome.Life.Id}", WithGrant(outcome.Life, caller, grants))
            : TypedResults.Ok(WithGrant(outcome.Life, caller, grants));
    }

    private static async Task<Results<Ok<JoinReply>, ProblemHttpResult>> AcceptAsync(
        Guid id, DeviceRequest? on, Caller caller, MeetActions actions, JoinGrants grants, CancellationToken stop) =>
        Devices.TryRead(on, out var device)
            ? Granted(await actions.AcceptAsync(caller, id, device, stop), caller, grants)
            : Devices.Malformed();

    private static async Task<Results<Ok<MeetReply>, ProblemHttpResult>> DeclineAsync(
        Guid id, DeviceRequest? on, Caller caller, MeetActions actions, CancellationToken stop) =>
        Devices.TryRead(on, out var device)
            ? await ActAsync(actions, caller, id, new DeclineMeet(caller.PersonId, device), stop)
            : Devices.Malformed();

    private static async Task<Results<Ok<MeetReply>, ProblemHttpResult>> RangAsync(
        Guid id, DeviceRequest on, Caller caller, MeetActions actions, CancellationToken stop) =>
        Devices.TryRead(on, out var device) && device is not null
            ? await ActAsync(actions, caller, id, new RingOnDevice(caller.PersonId, device), stop)
            : Devices.Malformed();

    private static async Task<Results<Ok<JoinReply>, ProblemHttpResult>> JoinAsync(
        Guid id, Caller caller, MeetActions actions, JoinGrants grants, CancellationToken stop) =>
        Granted(await actions.EnterAsync(caller, id, stop), caller, grants);

    private static async Task<Results<Ok<MeetReply>, ProblemHttpResult>> InviteAsync(
        Guid id, InviteRequest invite, Caller caller, MeetActions actions, CancellationToken stop) =>
        invite.StaffIds is { Length: > 0 and <= MaxStaff }
            ? Told(await actions.InviteAsync(caller, id, [.. invite.StaffIds.Distinct()], stop), caller)
            : Problems.Of(400, "bad_request", $"staffIds: 1 to {MaxStaff} people.");

    private static async Task<Results<Ok<MeetReply>, ProblemHttpResult>> ActAsync(
        MeetActions actions, Caller caller, Guid id, MeetCommand command, CancellationToken stop) =>
        Told(await actions.ActAsync(caller, id, command, stop), caller);

    private static async Task<Results<Ok<MeetView>, ProblemHttpResult>> GetAsync(
        Guid id, Caller caller, MeetSight sight, CancellationToken stop) =>
        await sight.FindAsync(caller, id, stop) is { } view
            ? TypedResults.Ok(MeetViews.For(caller.Kind, view)!)
            : Rejections.Problem(RejectionCode.NotFound);

    private static async Task<Results<Ok<MeetList>, ProblemHttpResult>> ListAsync(
        Guid? chatId, Guid? customerId, Caller caller, MeetSight sight, MeetQueries queries, CancellationToken stop) => (chatId, customerId) switch
        {
            ({ } chat, null) => TypedResults.Ok(new MeetList(await sight.OfChatAsync(caller, chat, stop))),
            (null, { } customer) => TypedResults.Ok(new MeetList(
                [.. (await queries.WithPersonAsync(caller.TenantId, customer, stop)).Where(view => view.Place == MeetPlace.CustomerChat)])),
            _ => Problems.Of(400, "bad_request", "Either chatId or customerId."),
        };

    private static async Task<Results<Ok<MeetHistory>, ProblemHttpResult>> HistoryAsync(
        Guid id, Caller caller, MeetSight sight, IEventStore store, CancellationToken stop)
    {
        if (await sight.FindAsync(caller, id, stop) is null)
        {
            return Rejections.Problem(RejectionCode.NotFound);
        }

        await using var session = store.LightweightSession(caller.TenantId);
        var events = await session.Events.FetchStreamAsync(id, cancellationToken: stop);
        return TypedResults.Ok(new MeetHistory([.. events.Select(stored => new HistoryItem(
                stored.Version,
                stored.EventTypeName,
                ((MeetEvent)stored.Data).At,
                JsonSerializer.SerializeToElement(stored.Data, stored.EventType, JsonDefaults.Options)))]));
    }

    private static Results<Ok<MeetReply>, ProblemHttpResult> Told(Outcome outcome, Caller caller) =>
        outcome.Decision is Decision.Rejected rejected
            ? Rejections.Problem(rejected)
            : TypedResults.Ok(new MeetReply(MeetViews.For(caller.Kind, MeetViews.ForStaff(outcome.Life))!));

    private static Results<Ok<JoinReply>, ProblemHttpResult> Granted(Outcome outcome, Caller caller, JoinGrants grants) =>
        outcome.Decision is Decision.Rejected rejected
            ? Rejections.Problem(rejected)
            : TypedResults.Ok(WithGrant(outcome.Life, caller, grants));

    private static JoinReply WithGrant(MeetLife life, Caller caller, JoinGrants grants) => new(
        MeetViews.For(caller.Kind, MeetViews.ForStaff(life))!,
        life.Taking(caller.PersonId) is null ? null : grants.For(life, caller.PersonId));
}
