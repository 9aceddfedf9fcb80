using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Meet.ServiceDefaults.Health;

/// <summary>
/// <c>/health/live</c>: the process runs. <c>/health/ready</c>: it can serve; checks tagged <c>ready</c> (the bus adds its own).
/// <c>/health/started</c>: it has all that it needs, the bus too. A release is rolled out by the last, so that one which cannot reach the
/// broker replaces none that can; later on a broker that is away is waited for, and takes nobody out of service.
/// </summary>
public static class ServiceHealth
{
    /// <summary>The tag of checks that hold back traffic.</summary>
    public const string Ready = "ready";

    internal static void AddServiceHealth(this IServiceCollection services) => services.AddHealthChecks();

    internal static void MapServiceHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        // Degraded still serves: MassTransit says so while it reconnects, and what it cannot send now waits in the log.
        app.MapHealthChecks("/health/ready", Checks(StatusCodes.Status200OK)).AllowAnonymous();
        app.MapHealthChecks("/health/started", Checks(StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
    }

    private static HealthCheckOptions Checks(int degraded) => new()
    {
        Predicate = check => check.Tags.Contains(Ready),
        ResponseWriter = WriteAsync,
        ResultStatusCodes = { [HealthStatus.Degraded] = degraded },
    };

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
            },
            context.RequestAborted);
}
