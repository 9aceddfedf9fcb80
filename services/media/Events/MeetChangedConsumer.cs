using MassTransit;
using Meet.Contracts.Meets;

namespace Meet.Media.Events;

/// <summary>
/// A Meet that is over has no media, and one that goes on at another node has none here: its sessions end, whatever their clients do.
/// </summary>
internal sealed class MeetChangedConsumer(MediaNode node, MediaOptions options, SeenVersions seen) : IConsumer<MeetChanged>
{
    public Task Consume(ConsumeContext<MeetChanged> context)
    {
        var view = context.Message.View;
        return !seen.IsNews(context.Message.MeetId, view.Version) ? Task.CompletedTask
            : view.State == MeetState.Ended ? node.EndMeetAsync(context.Message.MeetId)
            : view.MediaNode is { Length: > 0 } elsewhere && elsewhere != options.NodeId ? node.MoveMeetAsync(context.Message.MeetId)
            : Task.CompletedTask;
    }
}
