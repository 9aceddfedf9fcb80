using Dapper;
using Meet.Chat.Working;
using Npgsql;

namespace Meet.Chat.Settings;

/// <summary>The settings as the tenant's row holds them. The webhook's secret itself is not read here.</summary>
internal sealed record SettingsRow
{
    private const string Read = """
        select settings_version as version, plan, customer_may_start_meet as customer_may_start, auto_assign, reply_sms, reply_email, sender_name,
               recording, speech_to_text, summary, right(webhook_secret, 4) as secret_hint,
               coalesce((select s.admin from chat.staff s where s.tenant_id = t.id and s.id = @reader), false) as admin
          from chat.tenants t where t.id = @tenant
        """;

    private const string Write = """
        update chat.tenants
           set customer_may_start_meet = @CustomerMayStart, auto_assign = @AutoAssign, reply_sms = @ReplySms, reply_email = @ReplyEmail,
               sender_name = @SenderName, recording = @Recording, speech_to_text = @SpeechToText, summary = @Summary
         where id = @tenant
        """;

    public long Version { get; init; }
    public string Plan { get; init; } = "";
    public bool CustomerMayStart { get; init; }
    public bool AutoAssign { get; init; }
    public bool ReplySms { get; init; }
    public bool ReplyEmail { get; init; }
    public string SenderName { get; init; } = "";
    public bool Recording { get; init; }
    public bool SpeechToText { get; init; }
    public bool Summary { get; init; }
    public string? SecretHint { get; init; }
    public bool Admin { get; init; }

    public static Task<SettingsRow> ReadAsync(NpgsqlConnection connection, string tenant, Guid reader) =>
        connection.QuerySingleAsync<SettingsRow>(Read, new { tenant, reader });

    public Task WriteAsync(Work work) => work.ExecuteAsync(Write, new
    {
        tenant = work.TenantId, CustomerMayStart, AutoAssign, ReplySms, ReplyEmail, SenderName, Recording, SpeechToText, Summary,
    });

    /// <summary>With what is wanted; what is not mentioned stays.</summary>
    public SettingsRow With(SettingsWanted wanted) => this with
    {
        CustomerMayStart = wanted.CustomerMayStart ?? CustomerMayStart,
        AutoAssign = wanted.AutoAssign ?? AutoAssign,
        ReplySms = wanted.ReplyNotification?.Sms ?? ReplySms,
        ReplyEmail = wanted.ReplyNotification?.Email ?? ReplyEmail,
        SenderName = wanted.ReplyNotification?.SenderName?.Trim() ?? SenderName,
        Recording = wanted.Beyond?.Recording ?? Recording,
        SpeechToText = wanted.Beyond?.SpeechToText ?? SpeechToText,
        Summary = wanted.Beyond?.Summary ?? Summary,
    };

    public WorkspaceSettings View(string tenant) => new(
        Version,
        Plan,
        CustomerMayStart,
        AutoAssign,
        new ReplyNotificationSettings(ReplySms, ReplyEmail, SenderName),
        new BeyondSettings(Recording, SpeechToText, Summary),
        new WebhookSettings($"/api/webhooks/messages/{tenant}", SecretHint),
        Admin);
}
