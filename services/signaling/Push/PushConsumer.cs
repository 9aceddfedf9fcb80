using MassTransit;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Signaling.Live;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Push;

/// <summary>Hands integration events on to this replica's connections, in the order they come.</summary>
internal sealed class PushConsumer(IHubContext<MeetHub> hub, LiveConnections live, Pushes pushes) :
    IConsumer<MeetChanged>, IConsumer<ChatChanged>, IConsumer<ChatEntryChanged>, IConsumer<RoomChanged>, IConsumer<RoomEntryChanged>,
    IConsumer<TypingNoticed>, IConsumer<PresenceChanged>, IConsumer<SettingsChanged>, IConsumer<SessionEnded>
{
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(1);

    public Task Consume(ConsumeContext<MeetChanged> context)
    {
        var changed = context.Message;
        // Before it is sent: see Welcome.
        foreach (var connection in changed.Audience.SelectMany(person => live.OfPerson(changed.TenantId, person.Id)))
            connection.NoteChange();
        return pushes.TellAsync(Routing.Of(changed), changed.MeetId, changed.Version, Rest.After(changed), context.CancellationToken);
    }

    public Task Consume(ConsumeContext<ChatChanged> context) =>
        pushes.TellAsync(Routing.Of(context.Message), context.Message.ChatId, context.Message.Version, context.CancellationToken);

    public Task Consume(ConsumeContext<ChatEntryChanged> context) => pushes.TellAsync(
        Routing.Of(context.Message), context.Message.EntryId, context.Message.Version, Rest.After(context.Message.Staff), context.CancellationToken);

    public Task Consume(ConsumeContext<RoomChanged> context) =>
        pushes.TellAsync(Routing.Of(context.Message), context.Message.RoomId, context.Message.Version, context.CancellationToken);

    public Task Consume(ConsumeContext<RoomEntryChanged> context) => pushes.TellAsync(
        Routing.Of(context.Message), context.Message.EntryId, context.Message.Version, Rest.After(context.Message.Entry), context.CancellationToken);

    public Task Consume(ConsumeContext<TypingNoticed> context) => pushes.SayAsync(Routing.Of(context.Message), context.CancellationToken);

    public Task Consume(ConsumeContext<PresenceChanged> context) =>
        pushes.TellAsync(Routing.Of(context.Message), context.Message.Person.Id, context.Message.At.UtcTicks, context.CancellationToken);

    public Task Consume(ConsumeContext<SettingsChanged> context) =>
        pushes.TellAsync(Routing.Of(context.Message), Guid.Empty, context.Message.Version, context.CancellationToken);

    public async Task Consume(ConsumeContext<SessionEnded> context)
    {
        foreach (var connection in live.OfSession(context.Message.SessionId))
        {
            await hub.Clients.Client(connection.Id).SendAsync("sessionEnded", new { }, context.CancellationToken);
            _ = AbortSoonAsync(connection);
        }
    }

    /// <summary>A page that stops by itself has read why; one that does not is stopped.</summary>
    private static async Task AbortSoonAsync(LiveConnection connection)
    {
        try
        {
            await Task.Delay(TimeToRead, connection.Closed);
            connection.Abort();
        }
        catch (OperationCanceledException)
        {
            // It went.
        }
    }
}
