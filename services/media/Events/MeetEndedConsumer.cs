using MassTransit;
using Meet.Contracts.Meets;

namespace Meet.Media.Events;

/// <summary>A Meet that is over has no media: its sessions here end, whatever their clients do.</summary>
internal sealed class MeetEndedConsumer(MediaNode node) : IConsumer<MeetChanged>
{
    public Task Consume(ConsumeContext<MeetChanged> context) =>
        context.Message.View.State == MeetState.Ended ? node.EndMeetAsync(context.Message.MeetId) : Task.CompletedTask;
}
