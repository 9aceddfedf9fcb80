namespace Meet.Chat.Settings;

/// <summary>A workspace's settings, as staff read them.</summary>
/// <param name="CustomerMayStart">PRODUCT.md, voice and video rule 3: [チャネル設定] - [Meet] - [ボイス・ビデオMeet].</param>
/// <param name="AutoAssign">A new chat goes by itself to the least busy who are there.</param>
/// <param name="Admin">Whoever reads may change them.</param>
internal sealed record WorkspaceSettings(
    long Version,
    string Plan,
    bool CustomerMayStart,
    bool AutoAssign,
    ReplyNotificationSettings ReplyNotification,
    BeyondSettings Beyond,
    WebhookSettings Webhook,
    bool Admin);

/// <param name="SenderName">An alphanumeric sender id; empty: the provider's default.</param>
internal sealed record ReplyNotificationSettings(bool Sms, bool Email, string SenderName);

/// <summary>What goes beyond the capability matrix for voice and video Meets.</summary>
internal sealed record BeyondSettings(bool Recording, bool SpeechToText, bool Summary);

/// <param name="SecretHint">The secret's last four characters; null while there is none.</param>
internal sealed record WebhookSettings(string Path, string? SecretHint);

/// <summary>What an admin wants changed; null leaves a setting as it is.</summary>
internal sealed record SettingsWanted(
    bool? CustomerMayStart, bool? AutoAssign, ReplyNotificationWanted? ReplyNotification, BeyondWanted? Beyond);

/// <param name="SenderName">1 to 11 of A-Z, a-z, 0-9 and space, or empty.</param>
internal sealed record ReplyNotificationWanted(bool? Sms, bool? Email, string? SenderName);

internal sealed record BeyondWanted(bool? Recording, bool? SpeechToText, bool? Summary);
