using MassTransit;
using Meet.Contracts.Media;

namespace Meet.Signaling.Media;

/// <summary>Every replica hears every node.</summary>
internal sealed class MediaNodeConsumer(MediaNodes nodes) : IConsumer<MediaNodeAnnounced>
{
    public Task Consume(ConsumeContext<MediaNodeAnnounced> context)
    {
        nodes.Hear(context.Message);
        return Task.CompletedTask;
    }
}
