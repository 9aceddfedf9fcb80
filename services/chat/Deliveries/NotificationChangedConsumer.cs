using MassTransit;
using Meet.Chat.Working;
using Meet.Contracts.Notifications;

namespace Meet.Chat.Deliveries;

/// <summary>Keeps, with a Meet's entry, what became of the messages that carry its link. Deliveries may repeat and come late.</summary>
internal sealed class NotificationChangedConsumer(Works works) : IConsumer<NotificationChanged>
{
    public async Task Consume(ConsumeContext<NotificationChanged> context)
    {
        await using var work = await works.BeginAsync(context.Message.TenantId, context.CancellationToken);
        if (await DeliveryLog.WriteAsync(work, context.Message))
            await work.CommitAsync(context.CancellationToken);
    }
}
