using MassTransit;
using Meet.ServiceDefaults.Bus;

namespace Meet.Signaling.Push;

internal static class PushFeature
{
    private const int RememberedVersions = 100_000;

    /// <summary>
    /// A queue of each replica's own: all hear everything. It is gone with the replica, and with its link to the broker: see
    /// <see cref="QueueWatch"/>.
    /// </summary>
    public static void AddPush(this WebApplicationBuilder builder)
    {
        builder.Services.AddPushing();
        builder.AddBus(
            bus => bus.AddConsumer<PushConsumer>().ExcludeFromConfigureEndpoints(),
            (context, rabbit) => rabbit.ReceiveEndpoint(
                $"signaling-{Guid.CreateVersion7():N}",
                endpoint =>
                {
                    endpoint.AutoDelete = true;
                    endpoint.Durable = false;
                    endpoint.PrefetchCount = 64;
                    endpoint.Listen(context);
                }));
    }

    internal static void AddPushing(this IServiceCollection services)
    {
        services.AddSingleton(new SeenVersions(RememberedVersions));
        services.AddSingleton<QueueWatch>();
    }

    /// <summary>One message after the other: order is kept.</summary>
    internal static void Listen(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context)
    {
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.PublishFaults = false;
        endpoint.ConnectReceiveEndpointObserver(context.GetRequiredService<QueueWatch>());
        endpoint.ConfigureConsumer<PushConsumer>(context);
    }
}
