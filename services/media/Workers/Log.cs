namespace Meet.Media.Workers;

internal static partial class Log
{
    [LoggerMessage(7301, LogLevel.Error, "A turn of the packet loop failed")]
    public static partial void TurnFailed(ILogger logger, Exception failure);

    [LoggerMessage(7302, LogLevel.Information, "Node {NodeId} moves packets at {Addresses}")]
    public static partial void Started(ILogger logger, string nodeId, string addresses);
}
