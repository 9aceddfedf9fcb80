namespace Meet.Media.Fleet;

internal static partial class Log
{
    [LoggerMessage(7301, LogLevel.Warning, "The node could not be announced on the bus; it is tried again every second")]
    public static partial void NotAnnounced(ILogger logger, Exception failure);

    [LoggerMessage(7302, LogLevel.Information, "Draining: no new rooms; {Meets} Meets have up to {Seconds} s to end")]
    public static partial void Draining(ILogger logger, int meets, int seconds);

    [LoggerMessage(7303, LogLevel.Information, "Leaving: {Meets} Meets are to go on at other nodes")]
    public static partial void Leaving(ILogger logger, int meets);

    [LoggerMessage(7304, LogLevel.Information, "Stopped; {Sessions} sessions had nowhere to go and were ended")]
    public static partial void Left(ILogger logger, int sessions);
}
