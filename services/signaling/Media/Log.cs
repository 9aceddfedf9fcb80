using Meet.Grpc;

namespace Meet.Signaling.Media;

internal static partial class Log
{
    [LoggerMessage(3301, LogLevel.Warning, "Watching a media session broke: {Code}. Trying again.")]
    public static partial void WatchBroken(ILogger logger, GrpcStatusCode code);

    [LoggerMessage(3302, LogLevel.Error, "Relaying a media session failed.")]
    public static partial void RelayFailed(ILogger logger, Exception exception);
}
