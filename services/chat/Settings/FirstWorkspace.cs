using Meet.Chat.Identity;
using Meet.Chat.Working;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Meet.Chat.Settings;

/// <summary>
/// Makes the first workspace with its first admin, once: one that is there is left as it is, whatever the settings say by then. So the
/// password that was set may be taken away, and counts for nothing once the admin has chosen another.
/// </summary>
internal sealed partial class FirstWorkspace(
    Works works, IPasswordHasher<StaffLogin> hasher, IOptions<FirstWorkspaceOptions> options, ILogger<FirstWorkspace> logger)
{
    private const string InsertTenant = """
        insert into chat.tenants (id, stream_id, name, plan, customer_may_start_meet, auto_assign, created_at)
        values (@id, @stream, @name, 'paid', true, true, @now)
        on conflict (id) do nothing
        """;

    private const string InsertAdmin = """
        insert into chat.staff (tenant_id, id, name, operator_seat, admin, created_at) values (@tenant, @id, @name, true, true, @now)
        """;

    private const string InsertLogin = """
        insert into chat.staff_logins (address, tenant_id, staff_id, password_hash) values (@address, @tenant, @id, @hash)
        """;

    public async Task SowAsync(CancellationToken cancellationToken)
    {
        var first = options.Value;
        if (!first.IsWanted)
            return;
        await using var work = await works.BeginAsync(first.Id!, cancellationToken);
        var (tenant, now) = (work.TenantId, work.Now);
        var name = string.IsNullOrEmpty(first.Name) ? tenant : first.Name.Trim();
        if (await work.ExecuteAsync(InsertTenant, new { id = tenant, stream = Guid.CreateVersion7(now), name, now }) == 0)
            return;
        var id = Guid.CreateVersion7(now);
        await work.ExecuteAsync(InsertAdmin, new { tenant, id, name = first.AdminName.Trim(), now });
        var hash = hasher.HashPassword(new StaffLogin(), first.AdminPassword);
        await work.ExecuteAsync(InsertLogin, new { address = SignIn.Normalize(first.AdminEmail), tenant, id, hash });
        await work.CommitAsync(cancellationToken);
        Made(logger, tenant);
    }

    [LoggerMessage(1302, LogLevel.Information, "Made the first workspace {TenantId}")]
    private static partial void Made(ILogger logger, string tenantId);
}

internal static class FirstWorkspaceFeature
{
    public static void AddFirstWorkspace(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FirstWorkspaceOptions>().BindConfiguration("FirstWorkspace").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<FirstWorkspace>();
    }
}
