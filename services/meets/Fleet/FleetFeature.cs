using MassTransit;

namespace Meet.Meets.Fleet;

internal static class FleetFeature
{
    public static void AddFleet(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MediaFleet>();
        builder.Services.AddSingleton<NodeProbe>();
        builder.Services.AddSingleton<MediaMoves>();
        builder.Services.AddSingleton<FleetMetrics>();
        builder.Services.AddHostedService<FleetWatch>();
    }

    public static void AddFleetConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<MediaRoomRefusedConsumer>();
        bus.AddConsumer<MediaNodeConsumer>().ExcludeFromConfigureEndpoints();
    }

    /// <summary>Each replica hears every node, so its queue is its own, and goes when the replica goes.</summary>
    public static void ListenToNodes(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit) => rabbit.ReceiveEndpoint(
        $"meets-nodes-{Guid.CreateVersion7():N}",
        endpoint =>
        {
            endpoint.AutoDelete = true;
            endpoint.Durable = false;
            endpoint.ConcurrentMessageLimit = 1;
            endpoint.PublishFaults = false;
            endpoint.ConfigureConsumer<MediaNodeConsumer>(context);
        });

    /// <summary>
    /// For operators, on the service's own port: the gateway does not route it. Which nodes there are, as this replica sees them.
    /// </summary>
    public static void MapFleet(this WebApplication app)
    {
        app.Services.GetRequiredService<FleetMetrics>();
        app.MapGet("/media-nodes", (MediaFleet fleet) => TypedResults.Ok(fleet.Standing())).AllowAnonymous().ExcludeFromDescription();
    }
}
