using MassTransit;
using Meet.Contracts.Media;

namespace Meet.Meets.Fleet;

/// <summary>Every replica hears every node.</summary>
internal sealed class MediaNodeConsumer(MediaFleet fleet, ILogger<MediaNodeConsumer> logger) : IConsumer<MediaNodeAnnounced>
{
    public Task Consume(ConsumeContext<MediaNodeAnnounced> context)
    {
        var said = context.Message;
        switch (fleet.Hear(said))
        {
            case NodeNews.Came:
                Log.NodeCame(logger, said.NodeId, said.State, said.Grpc);
                break;
            case NodeNews.Changed or NodeNews.Stopped:
                Log.NodeChanged(logger, said.NodeId, said.State);
                break;
        }

        return Task.CompletedTask;
    }
}
