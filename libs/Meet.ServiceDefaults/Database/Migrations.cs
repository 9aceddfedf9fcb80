using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Meet.ServiceDefaults.Database;

/// <summary>Brings a service's schema up to its release. Safe to repeat, and for several replicas at once.</summary>
public interface IMigration
{
    Task MigrateAsync(CancellationToken cancellationToken);
}

/// <summary>
/// A service migrates whenever it starts. Told <c>migrate</c>, it does that alone and ends: so an upgrade can change the schema before
/// it replaces a process, and stops where that fails.
/// </summary>
public static class Migrations
{
    public const string Command = "migrate";

    /// <summary>
    /// Whether the program was told to migrate alone: then it is done, and the program is to end. Before the service is put together, which
    /// would ask for keys and files that a migration has no use for.
    /// </summary>
    /// <param name="args">The program's.</param>
    public static async Task<bool> MigratesAloneAsync(this WebApplication app, string[] args)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(args);
        if (args is not [Command])
            return false;
        await using (app)
            await app.Services.GetRequiredService<IMigration>().MigrateAsync(app.Lifetime.ApplicationStopping);
        return true;
    }
}
