using Meet.Grpc;

namespace Meet.Signaling.Live;

internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Information, "{Method} was refused with {Code}.")]
    public static partial void InvocationRefused(ILogger logger, string method, GrpcStatusCode code);

    [LoggerMessage(3102, LogLevel.Error, "{Method} failed.")]
    public static partial void InvocationFailed(ILogger logger, string method, Exception exception);

    [LoggerMessage(3103, LogLevel.Warning, "What concerns connection {ConnectionId} cannot be read from meets yet.")]
    public static partial void WelcomeDelayed(ILogger logger, string connectionId, Exception exception);

    [LoggerMessage(3104, LogLevel.Error, "Connection {ConnectionId} cannot be greeted and is closed.")]
    public static partial void WelcomeFailed(ILogger logger, string connectionId, Exception exception);
}
