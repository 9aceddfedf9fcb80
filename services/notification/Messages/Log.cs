using Meet.Contracts.Chat;
using Meet.Grpc;

namespace Meet.Notification.Messages;

/// <summary>Never a number, an address, a text or a link.</summary>
internal static partial class Log
{
    [LoggerMessage(8101, LogLevel.Information, "Message {MessageId} ({Channel}) of {TenantId} was sent")]
    public static partial void Sent(ILogger logger, Guid messageId, DeliveryChannel channel, string tenantId);

    [LoggerMessage(8102, LogLevel.Warning, "Message {MessageId} ({Channel}) of {TenantId} failed: {Error}")]
    public static partial void Failed(ILogger logger, Guid messageId, DeliveryChannel channel, string tenantId, string error);

    [LoggerMessage(8103, LogLevel.Information, "Message {MessageId} ({Channel}) of {TenantId} could not be sent: {Error}; it is tried again")]
    public static partial void TriedAgain(ILogger logger, Guid messageId, DeliveryChannel channel, string tenantId, string error);

    [LoggerMessage(8104, LogLevel.Warning, "A try to send message {MessageId} ({Channel}) broke off: {Kind}")]
    public static partial void TryBroke(ILogger logger, Guid messageId, DeliveryChannel channel, string kind);

    [LoggerMessage(8105, LogLevel.Warning, "Chat did not tell where message {MessageId} goes: {Code}; it is asked again")]
    public static partial void ChatDoesNotAnswer(ILogger logger, Guid messageId, GrpcStatusCode code);

    [LoggerMessage(8106, LogLevel.Warning, "Nothing could be done for message {MessageId}; it is taken up again")]
    public static partial void StepFailed(ILogger logger, Guid messageId, Exception failure);

    [LoggerMessage(8107, LogLevel.Warning, "Due messages could not be looked up; they are looked up again")]
    public static partial void TurnFailed(ILogger logger, Exception failure);

    [LoggerMessage(8108, LogLevel.Warning, "A status report with a wrong signature was refused")]
    public static partial void ForgedReport(ILogger logger);

    [LoggerMessage(8109, LogLevel.Warning, "The session that shows others that this process lives is lost; a new one is opened")]
    public static partial void SessionLost(ILogger logger, Exception failure);
}
