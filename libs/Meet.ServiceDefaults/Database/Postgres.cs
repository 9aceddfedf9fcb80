using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Meet.ServiceDefaults.Database;

/// <summary>A service's own database (<c>ConnectionStrings:Postgres</c>, in Npgsql's form).</summary>
public static class Postgres
{
    /// <summary>Statements that a connection keeps prepared; the least used make room.</summary>
    private const int KeptStatements = 100;

    /// <summary>
    /// Adds the <see cref="NpgsqlDataSource"/>, for whose server the service's start waits. What is asked again is prepared by then: planning a chat with all that its view shows
    /// takes PostgreSQL longer than reading it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The connection string is not set.</exception>
    public static WebApplicationBuilder AddPostgres(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var address = builder.Configuration.GetConnectionString("Postgres")
            ?? throw new InvalidOperationException("ConnectionStrings:Postgres is not set.");
        var settings = new NpgsqlConnectionStringBuilder(address) { MaxAutoPrepare = KeptStatements, AutoPrepareMinUsages = 2 };
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(settings.ConnectionString));
        builder.Services.AddHostedService<PostgresReach>();
        return builder;
    }
}
