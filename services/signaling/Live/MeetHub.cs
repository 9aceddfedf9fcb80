using System.Text.Json;
using Meet.ServiceDefaults.Identity;
using Meet.Signaling.Media;
using Meet.Signaling.Presence;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Live;

/// <summary>
/// docs/signaling.md, the browser's side of it. Arguments are taken as JSON and read here, so that a malformed one is a `bad_request` and
/// not SignalR's own failure.
/// </summary>
internal sealed class MeetHub(LiveConnections live, Welcome welcome, PresenceReporter presence, MediaCalls media, TimeProvider time) : Hub
{
    public override async Task OnConnectedAsync()
    {
        var caller = Caller.From(Context.User!) ?? throw new InvalidOperationException("The endpoint let somebody in without a token.");
        var connection = new LiveConnection(
            Context.ConnectionId, caller, new InvocationBudget(TimeProvider.System), Context.Abort, Context.ConnectionAborted);
        if (!live.TryAdd(connection))
            throw HubErrors.TooManyConnections();
        presence.Changed(connection);

        // In the background: media goes on for whoever reconnects, even while meets does not answer.
        _ = welcome.GreetAsync(connection);
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (live.Find(Context.ConnectionId) is not { } connection)
            return base.OnDisconnectedAsync(exception);
        var saidGoodbye = Context.GetHttpContext()?.Features.Get<PageSocket>() is { HasSaidGoodbye: true };
        // Whoever is told that this process stops closes properly, and comes back.
        var lost = presence.IsStopping || !(saidGoodbye || connection.IsOver);
        // Before it goes, so that no report of all that are there lacks it; what was closed, afterwards, so that none still has it.
        if (lost)
            presence.Lost(connection);
        live.Remove(connection.Id);
        if (!lost)
            presence.Left(connection);
        return base.OnDisconnectedAsync(exception);
    }

    public Task<JoinAnswer> Join(JsonElement argument) =>
        media.JoinAsync(Connection, Arguments.Read<JoinArgument>(argument), Context.ConnectionAborted);

    public Task<JoinAnswer> Negotiate(JsonElement argument) =>
        media.NegotiateAsync(Arguments.Read<NegotiateArgument>(argument), Context.ConnectionAborted);

    public Task Attach(JsonElement argument) =>
        media.AttachAsync(Connection, Arguments.Read<SessionArgument>(argument), Context.ConnectionAborted);

    public Task SetSources(JsonElement argument) =>
        media.SetSourcesAsync(Arguments.Read<SetSourcesArgument>(argument), Context.ConnectionAborted);

    public Task SetQuality(JsonElement argument) =>
        media.SetQualityAsync(Arguments.Read<SetQualityArgument>(argument), Context.ConnectionAborted);

    public Task SetViews(JsonElement argument) =>
        media.SetViewsAsync(Arguments.Read<SetViewsArgument>(argument), Context.ConnectionAborted);

    public Task Leave(JsonElement argument) => media.LeaveAsync(Arguments.Read<SessionArgument>(argument), Context.ConnectionAborted);

    public void Activity(JsonElement argument)
    {
        var connection = Connection;
        connection.IdleSince = Arguments.Read<ActivityArgument>(argument).Idle ? time.GetUtcNow().ToUnixTimeMilliseconds() : 0;
        presence.Changed(connection);
    }

    public void Readiness(JsonElement argument)
    {
        var connection = Connection;
        if (!connection.Caller.IsStaff)
            throw HubErrors.BadRequest("Readiness is staff's.");
        connection.Readiness = Arguments.Read<Readiness>(argument);
        presence.Changed(connection);
    }

    private LiveConnection Connection => live.Find(Context.ConnectionId) ?? throw HubErrors.Unavailable();
}

/// <param name="Idle">Nobody has touched the page for 4 min 30 s.</param>
internal sealed record ActivityArgument(bool Idle);
