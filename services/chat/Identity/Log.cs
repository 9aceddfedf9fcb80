namespace Meet.Chat.Identity;

/// <summary>Never an address: who tried and failed is nobody's business in a log.</summary>
internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Information, "Staff {StaffId} of {TenantId} signed in")]
    public static partial void SignedIn(ILogger logger, string tenantId, Guid staffId);

    [LoggerMessage(1102, LogLevel.Information, "A sign-in failed: wrong credentials")]
    public static partial void WrongCredentials(ILogger logger);

    [LoggerMessage(1103, LogLevel.Warning, "A sign-in was refused: too many tries for one address")]
    public static partial void TooManyTries(ILogger logger);
}
