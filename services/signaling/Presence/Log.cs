using Meet.Grpc;

namespace Meet.Signaling.Presence;

internal static partial class Log
{
    [LoggerMessage(3201, LogLevel.Warning, "A report of the connections did not reach chat: {Code}.")]
    public static partial void ReportFailed(ILogger logger, GrpcStatusCode code);
}
