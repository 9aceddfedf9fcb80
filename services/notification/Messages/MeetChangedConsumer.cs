using MassTransit;
using Meet.Contracts.Meets;

namespace Meet.Notification.Messages;

/// <summary>Writes down what happened and returns: whom it takes to send a message may be away, the news may not wait for that.</summary>
internal sealed class MeetChangedConsumer(MeetBook meets) : IConsumer<MeetChanged>
{
    public Task Consume(ConsumeContext<MeetChanged> context) => MeetNews.From(context.Message) is { } news
        ? meets.WriteAsync(news, context.CancellationToken)
        : Task.CompletedTask;
}
