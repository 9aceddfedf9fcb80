namespace Meet.Signaling.Push;

internal static partial class Log
{
    [LoggerMessage(3401, LogLevel.Error, "A {Name} that had waited could not be pushed.")]
    public static partial void HeldPushFailed(ILogger logger, string name, Exception failure);
}
