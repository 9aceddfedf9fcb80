using Microsoft.Extensions.Logging;

namespace Meet.EventStore;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Subscription {Subscription} runs here, from position {Position}")]
    public static partial void Leading(this ILogger logger, string subscription, long position);

    [LoggerMessage(4002, LogLevel.Warning, "Subscription {Subscription} no longer runs here")]
    public static partial void LeaseLost(this ILogger logger, string subscription, Exception error);

    [LoggerMessage(4003, LogLevel.Error,
        "Subscription {Subscription} failed behind position {Position}, attempt {Attempt}; next one in {DelayMilliseconds} ms")]
    public static partial void HandlerFailed(
        this ILogger logger, string subscription, long position, int attempt, double delayMilliseconds, Exception? error);

    [LoggerMessage(4004, LogLevel.Warning, "The high-water mark could not be read")]
    public static partial void HighWaterFailed(this ILogger logger, Exception error);

    [LoggerMessage(4005, LogLevel.Warning, "Other replicas could not be notified; they will see the events by polling")]
    public static partial void NotifyFailed(this ILogger logger, Exception error);

    [LoggerMessage(4006, LogLevel.Warning, "Listening for other replicas failed; polling until it works again")]
    public static partial void ListenFailed(this ILogger logger, Exception error);
}
