using MassTransit;
using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Signaling.Live;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Push;

/// <summary>Hands integration events on to this replica's connections, in the order they come.</summary>
internal sealed class PushConsumer(IHubContext<MeetHub> hub, LiveConnections live, SeenVersions seen) :
    IConsumer<MeetChanged>, IConsumer<ChatChanged>, IConsumer<ChatEntryChanged>, IConsumer<RoomChanged>, IConsumer<RoomEntryChanged>,
    IConsumer<TypingNoticed>, IConsumer<PresenceChanged>, IConsumer<SettingsChanged>, IConsumer<SessionEnded>
{
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(1);

    public Task Consume(ConsumeContext<MeetChanged> context)
    {
        var changed = context.Message;
        var news = News(Routing.Of(changed), changed.MeetId, changed.Version);
        if (news.Count == 0)
            return Task.CompletedTask;

        // Before it is sent: see Welcome.
        foreach (var connection in changed.Audience.SelectMany(person => live.OfPerson(changed.TenantId, person.Id)))
            connection.NoteChange();
        return SendAsync(news, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<ChatChanged> context) =>
        SendAsync(News(Routing.Of(context.Message), context.Message.ChatId, context.Message.Version), context.CancellationToken);

    public Task Consume(ConsumeContext<ChatEntryChanged> context) =>
        SendAsync(News(Routing.Of(context.Message), context.Message.EntryId, context.Message.Version), context.CancellationToken);

    public Task Consume(ConsumeContext<RoomChanged> context) =>
        SendAsync(News(Routing.Of(context.Message), context.Message.RoomId, context.Message.Version), context.CancellationToken);

    public Task Consume(ConsumeContext<RoomEntryChanged> context) =>
        SendAsync(News(Routing.Of(context.Message), context.Message.EntryId, context.Message.Version), context.CancellationToken);

    public Task Consume(ConsumeContext<TypingNoticed> context) => SendAsync(Routing.Of(context.Message), context.CancellationToken);

    public Task Consume(ConsumeContext<PresenceChanged> context) =>
        SendAsync(News(Routing.Of(context.Message), context.Message.Person.Id, context.Message.At.UtcTicks), context.CancellationToken);

    public Task Consume(ConsumeContext<SettingsChanged> context) =>
        SendAsync(News(Routing.Of(context.Message), Guid.Empty, context.Message.Version), context.CancellationToken);

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

    private List<Push> News(IEnumerable<Push> pushes, Guid id, long version) => [.. pushes.Where(push => seen.IsNews(push, id, version))];

    private async Task SendAsync(IEnumerable<Push> pushes, CancellationToken cancellationToken)
    {
        foreach (var push in pushes)
            await hub.Clients.Group(push.Group).SendAsync(push.Event, push.Payload, cancellationToken);
    }
}
