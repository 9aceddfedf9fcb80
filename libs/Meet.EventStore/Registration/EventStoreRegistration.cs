using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Meet.EventStore;

/// <summary>Registers the store. Marten: <c>services.AddMarten(...)</c>.</summary>
public static class EventStoreRegistration
{
    /// <summary>
    /// Adds <see cref="IEventStore"/> over the registered <see cref="NpgsqlDataSource"/>, and a hosted service that creates the
    /// schema and then runs what is subscribed. Register it before hosted services that use the store.
    /// </summary>
    public static EventStoreBuilder AddEventStore(this IServiceCollection services, EventStoreOptions options) =>
        services.AddEventStore(_ => options);

    /// <summary>As the other, with options made from registered services.</summary>
    public static EventStoreBuilder AddEventStore(this IServiceCollection services, Func<IServiceProvider, EventStoreOptions> options)
    {
        var builder = new EventStoreBuilder(services);
        services.AddSingleton(provider =>
        {
            var made = options(provider);
            foreach (var addition in builder.Additions)
                addition(provider, made);
            return new PostgresEventStore(provider.GetRequiredService<NpgsqlDataSource>(), made);
        });
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<PostgresEventStore>());
        services.AddSingleton<IHostedService>(provider => new EventDaemon(
            provider.GetRequiredService<PostgresEventStore>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<ILogger<EventDaemon>>()));
        return builder;
    }
}

/// <summary>Adds subscriptions and projections that are made by the container, once each; they may ask for <see cref="IEventStore"/>.</summary>
public sealed class EventStoreBuilder(IServiceCollection services)
{
    internal List<Action<IServiceProvider, EventStoreOptions>> Additions { get; } = [];

    public IServiceCollection Services => services;

    /// <summary>Marten: <c>AddSubscriptionWithServices&lt;T&gt;</c>.</summary>
    /// <inheritdoc cref="EventStoreOptions.Subscribe"/>
    public EventStoreBuilder AddSubscription<T>(string name, SubscriptionOptions? options = null)
        where T : class, ISubscription
    {
        Additions.Add((provider, store) => store.Subscribe(new SubscriptionResolvedLater<T>(provider), name, options));
        return this;
    }

    /// <summary>Marten: <c>AddProjectionWithServices&lt;T&gt;</c>.</summary>
    /// <inheritdoc cref="EventStoreOptions.AddProjection"/>
    public EventStoreBuilder AddProjection<T>(string name, ProjectionLifecycle lifecycle)
        where T : class, IProjection
    {
        Additions.Add((provider, store) =>
            store.AddProjection(new ProjectionResolvedLater<T>(provider), name, lifecycle));
        return this;
    }
}
