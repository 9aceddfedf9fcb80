using Microsoft.Extensions.Logging;

namespace Meet.Grpc.Server;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Error, "The handler of {Method} failed.")]
    public static partial void HandlerFailed(ILogger logger, string method, Exception exception);
}
