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

    /// <summary>Serves until it is stopped; with the arguments <c>migrate</c>, migrates and returns.</summary>
    /// <param name="args">The program's.</param>
    public static async Task RunServiceAsync(this WebApplication app, string[] args)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(args);
        if (args is not [Command])
        {
            await app.RunAsync();
            return;
        }

        await using (app)
            await app.Services.GetRequiredService<IMigration>().MigrateAsync(app.Lifetime.ApplicationStopping);
    }
}
