using MassTransit;
using Meet.Chat.Rooms;
using Meet.Chat.Working;
using Meet.Contracts.Meets;

namespace Meet.Chat.Entries;

/// <summary>Keeps each Meet's entry in the timeline of where it happens. Deliveries may repeat and come late: the Meet's version decides.</summary>
internal sealed class MeetChangedConsumer(Works works) : IConsumer<MeetChanged>
{
    public async Task Consume(ConsumeContext<MeetChanged> context)
    {
        await using var work = await works.BeginAsync(context.Message.TenantId, context.CancellationToken);
        if (await WriteAsync(work, context.Message))
            await work.CommitAsync(context.CancellationToken);
    }

    /// <returns>False when there was nothing to write.</returns>
    private static Task<bool> WriteAsync(Work work, MeetChanged changed) => changed.View.Place switch
    {
        MeetPlace.CustomerChat or MeetPlace.InternalConversation => MeetEntries.WriteAsync(work, changed),
        _ => RoomMeetEntries.WriteAsync(work, changed),
    };
}
