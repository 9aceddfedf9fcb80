namespace Meet.Media.Events;

internal static partial class Log
{
    [LoggerMessage(7101, LogLevel.Warning, "A session's change could not be published; trying again")]
    public static partial void PublishFailed(ILogger logger, Exception failure);
}
