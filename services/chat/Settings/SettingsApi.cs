using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Events;
using Meet.Chat.Working;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Meet.Chat.Settings;

/// <param name="Secret">Shown this once.</param>
internal sealed record NewWebhookSecret(string Secret);

/// <summary>The workspace's settings: all staff read them, admins change them.</summary>
internal static partial class SettingsApi
{
    private const string WriteSecret = "update chat.tenants set webhook_secret = @secret where id = @tenant";

    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Settings").RequireAuthorization(Policies.Staff);
        settings.MapGet("", GetAsync);
        settings.MapPut("", PutAsync);
        settings.MapPost("/webhook-secret", RenewSecretAsync);
    }

    private static async Task<Ok<WorkspaceSettings>> GetAsync(Caller caller, ChatDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(caller.TenantId, cancellationToken);
        return TypedResults.Ok((await SettingsRow.ReadAsync(connection, caller.TenantId, caller.PersonId)).View(caller.TenantId));
    }

    private static async Task<Results<Ok<WorkspaceSettings>, ProblemHttpResult>> PutAsync(
        SettingsWanted wanted, Caller caller, Works works, CancellationToken cancellationToken)
    {
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        var stream = await Workspaces.LockAsync(work);
        var before = await SettingsRow.ReadAsync(work.Connection, work.TenantId, caller.PersonId);
        if (!before.Admin)
            return ChatProblems.AdminOnly();
        var after = before.With(wanted);
        if (after.SenderName.Length > 0 && !SenderName().IsMatch(after.SenderName))
            return ChatProblems.BadRequest("replyNotification.senderName: 1 to 11 letters, digits and spaces, or empty.");
        if (after == before)
            return TypedResults.Ok(before.View(work.TenantId));

        await after.WriteAsync(work);
        await Workspaces.RaiseAsync(work, stream, caller);
        if (after.CustomerMayStart != before.CustomerMayStart)
        {
            // The customer's button comes or goes.
            await ConcernedChats.TouchTenantsAsync(work);
            work.Append(stream, new MeetSettingChanged(after.CustomerMayStart, caller.PersonId));
        }

        await work.CommitAsync(cancellationToken);
        return TypedResults.Ok((after with { Version = before.Version + 1 }).View(work.TenantId));
    }

    private static async Task<Results<Ok<NewWebhookSecret>, ProblemHttpResult>> RenewSecretAsync(
        Caller caller, Works works, CancellationToken cancellationToken)
    {
        await using var work = await works.BeginAsync(caller.TenantId, cancellationToken);
        var stream = await Workspaces.LockAsync(work);
        if (!await Workspaces.IsAdminAsync(work, caller.PersonId))
            return ChatProblems.AdminOnly();
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await work.ExecuteAsync(WriteSecret, new { tenant = work.TenantId, secret });
        await Workspaces.RaiseAsync(work, stream, caller);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Ok(new NewWebhookSecret(secret));
    }

    /// <summary>An alphanumeric sender id (3GPP TS 23.040, 9.1.2.5: 11 characters of the 7-bit alphabet), as far as carriers agree on it.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9 ]{1,11}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SenderName();
}
