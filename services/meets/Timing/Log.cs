using Meet.Meets.Domain;

namespace Meet.Meets.Timing;

internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Information, "Deadline {Kind} of Meet {MeetId} in {TenantId} has passed")]
    public static partial void Fired(ILogger logger, DeadlineKind kind, string tenantId, Guid meetId);

    [LoggerMessage(3102, LogLevel.Warning, "Deadline {Kind} of Meet {MeetId} in {TenantId} could not be handled; it is tried again")]
    public static partial void FiringFailed(ILogger logger, DeadlineKind kind, string tenantId, Guid meetId, Exception failure);

    [LoggerMessage(3103, LogLevel.Warning, "Due deadlines could not be looked up; they are looked up again")]
    public static partial void TurnFailed(ILogger logger, Exception failure);
}
