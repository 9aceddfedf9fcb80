using Meet.Chat.Events;
using Meet.Chat.Working;
using Meet.ServiceDefaults.Identity;

namespace Meet.Chat.Settings;

/// <summary>What admins do to their workspace: one after the other, each raising the version of its settings.</summary>
internal static class Workspaces
{
    // Not FOR UPDATE: what refers to the tenant meanwhile need not wait.
    private const string Lock = "select stream_id from chat.tenants where id = @tenant for no key update";

    private const string IsAdminSql = "select admin from chat.staff where tenant_id = @tenant and id = @staff";

    private const string Raise = "update chat.tenants set settings_version = settings_version + 1 where id = @tenant returning settings_version";

    /// <returns>The stream that the workspace's own events are in.</returns>
    public static Task<Guid> LockAsync(Work work) => work.FindAsync<Guid>(Lock, new { tenant = work.TenantId });

    /// <summary>As the team stands now, whatever the session was told when it began.</summary>
    public static Task<bool> IsAdminAsync(Work work, Guid staff) =>
        work.FindAsync<bool>(IsAdminSql, new { tenant = work.TenantId, staff });

    /// <summary>After a change: staff are told to read the settings again.</summary>
    public static async Task RaiseAsync(Work work, Guid stream, Caller by)
    {
        var version = await work.FindAsync<long>(Raise, new { tenant = work.TenantId });
        work.Append(stream, new WorkspaceSettingsChanged(version, by.PersonId));
    }
}
