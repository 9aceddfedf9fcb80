using System.Reflection;
using Meet.ServiceDefaults.Health;
using Meet.ServiceDefaults.Http;
using Meet.ServiceDefaults.Identity;
using Meet.ServiceDefaults.Telemetry;
using Meet.ServiceDefaults.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Meet.ServiceDefaults;

/// <summary>What every service does the same way. A service's Program.cs calls these two and adds what is its own.</summary>
public static class ServiceDefaults
{
    /// <summary>
    /// Endpoints, structured logs, telemetry, health, problem details, the internal token's authentication, the clock, JSON and
    /// the OpenAPI document.
    /// </summary>
    /// <param name="service">The service's name in logs, traces and queue names: lower case, such as <c>meets</c>.</param>
    /// <param name="internalToken">
    /// False for the gateway, which has browsers in front of it and signs the token that the others check.
    /// </param>
    public static WebApplicationBuilder AddServiceDefaults(
        this WebApplicationBuilder builder, string service, bool internalToken = true)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = new ServiceName(service, Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3) ?? "0.0.0");
        builder.Services.AddSingleton(name);
        builder.AddEndpoints();
        builder.AddStructuredLogs();
        builder.AddTelemetry(name);
        builder.Services.AddClock(builder.Environment);
        builder.Services.AddProblems();
        builder.Services.AddServiceHealth();
        builder.Services.Configure<JsonOptions>(json => JsonDefaults.Apply(json.SerializerOptions));
        builder.Services.AddOpenApi("v1");
        if (internalToken)
        {
            builder.AddInternalToken();
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        return builder;
    }

    /// <summary>The middleware in its order, and the endpoints that every service has.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseProblems();
        if (app.Services.GetService<InternalTokenMarker>() is not null)
        {
            app.UseAuthentication();
            app.UseAuthorization();
        }

        app.MapServiceHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapTestClock();
        return app;
    }
}

/// <summary>How a service is called in its telemetry.</summary>
public sealed record ServiceName(string Name, string Version);
