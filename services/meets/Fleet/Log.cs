using Meet.Contracts.Media;
using Meet.Meets.Domain;

namespace Meet.Meets.Fleet;

internal static partial class Log
{
    [LoggerMessage(3201, LogLevel.Information, "Media node {NodeId} is there: {State}, {Grpc}")]
    public static partial void NodeCame(ILogger logger, string nodeId, MediaNodeState state, string grpc);

    [LoggerMessage(3202, LogLevel.Information, "Media node {NodeId} is now {State}")]
    public static partial void NodeChanged(ILogger logger, string nodeId, MediaNodeState state);

    [LoggerMessage(3203, LogLevel.Warning, "Media node {NodeId} is silent and does not answer: it is taken for dead")]
    public static partial void NodeLost(ILogger logger, string nodeId);

    [LoggerMessage(3204, LogLevel.Information, "The media of Meet {MeetId} moved from {From} to {To}: {Reason}")]
    public static partial void Moved(ILogger logger, Guid meetId, string from, string to, MediaMoveReason reason);

    [LoggerMessage(3205, LogLevel.Warning, "The media of Meet {MeetId} could not be moved from {From}; it is tried again")]
    public static partial void MoveFailed(ILogger logger, Guid meetId, string from, Exception failure);

    [LoggerMessage(3206, LogLevel.Warning, "What becomes of Meets whose node is lost, leaves or is new could not be settled; it is tried again")]
    public static partial void MovingFailed(ILogger logger, Exception failure);
}
