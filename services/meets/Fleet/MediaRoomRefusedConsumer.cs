using MassTransit;
using Meet.Contracts.Media;
using Meet.Meets.Domain;

namespace Meet.Meets.Fleet;

/// <summary>A node takes no new Meets and has been given one: it goes elsewhere, and whoever was refused comes for another grant.</summary>
internal sealed class MediaRoomRefusedConsumer(MediaMoves moves) : IConsumer<MediaRoomRefused>
{
    public Task Consume(ConsumeContext<MediaRoomRefused> context) => moves.MoveAsync(
        context.Message.TenantId, context.Message.MeetId, context.Message.NodeId, MediaMoveReason.NodeFull, context.CancellationToken);
}
