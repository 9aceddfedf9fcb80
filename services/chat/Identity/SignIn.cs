using Dapper;
using Meet.Chat.Database;
using Meet.Chat.Working;
using Meet.Contracts;
using Microsoft.AspNetCore.Identity;

namespace Meet.Chat.Identity;

internal enum SignInOutcome { SignedIn, WrongCredentials, TooManyTries }

internal sealed record SignInResult(SignInOutcome Outcome, NewSession? Session = null, string? TenantId = null, Guid StaffId = default);

/// <summary>
/// Checks a team member's password. An unknown address costs the same hash as a wrong password, so that neither the answer nor
/// its time tells which addresses exist.
/// </summary>
internal sealed class SignIn(
    ChatDatabase database, Works works, SignInThrottle throttle, IPasswordHasher<StaffLogin> hasher)
{
    private const string FindLogin = "select address, tenant_id, staff_id, password_hash from chat.staff_logins where address = @address";

    private const string Rehash = "update chat.staff_logins set password_hash = @hash where address = @address and password_hash = @old";

    private readonly StaffLogin _nobody = new() { PasswordHash = hasher.HashPassword(new StaffLogin(), SessionToken.Create()) };

    public async Task<SignInResult> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        var address = Normalize(email);
        if (!await throttle.TryAsync(address, cancellationToken))
            return new SignInResult(SignInOutcome.TooManyTries);

        var login = await FindAsync(address, cancellationToken);
        var verdict = hasher.VerifyHashedPassword(login ?? _nobody, (login ?? _nobody).PasswordHash, password);
        if (login is null || verdict == PasswordVerificationResult.Failed)
            return new SignInResult(SignInOutcome.WrongCredentials);

        await throttle.ClearAsync(address, cancellationToken);
        await using var work = await works.BeginAsync(login.TenantId, cancellationToken);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
            await work.ExecuteAsync(Rehash, new { address, old = login.PasswordHash, hash = hasher.HashPassword(login, password) });
        var session = await Sessions.StartAsync(work, PersonKind.Staff, login.StaffId, Sessions.StaffLife);
        await work.CommitAsync(cancellationToken);
        return new SignInResult(SignInOutcome.SignedIn, session, login.TenantId, login.StaffId);
    }

#pragma warning disable CA1308 // Addresses are kept in lower case.
    public static string Normalize(string email) => email.Trim().ToLowerInvariant();
#pragma warning restore CA1308

    private async Task<StaffLogin?> FindAsync(string address, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDirectoryAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<StaffLogin>(FindLogin, new { address });
    }
}

internal sealed class StaffLogin
{
    public string Address { get; init; } = "";
    public string TenantId { get; init; } = "";
    public Guid StaffId { get; init; }
    public string PasswordHash { get; init; } = "";
}
