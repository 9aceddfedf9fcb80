using MassTransit;
using Meet.ServiceDefaults.Bus;
using Meet.Signaling.Live;
using Meet.Signaling.Media;
using Microsoft.AspNetCore.SignalR;

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
            bus =>
            {
                bus.AddConsumer<PushConsumer>().ExcludeFromConfigureEndpoints();
                bus.AddConsumer<MediaNodeConsumer>().ExcludeFromConfigureEndpoints();
            },
            (context, rabbit) =>
            {
                var replica = Guid.CreateVersion7();
                rabbit.ReceiveEndpoint($"signaling-{replica:N}", endpoint =>
                {
                    Own(endpoint);
                    endpoint.PrefetchCount = 64;
                    endpoint.Listen(context);
                });
                // Apart from the pushes, which may be many: where a node is must not wait behind them.
                rabbit.ReceiveEndpoint($"signaling-nodes-{replica:N}", endpoint =>
                {
                    Own(endpoint);
                    endpoint.PublishFaults = false;
                    endpoint.ConfigureConsumer<MediaNodeConsumer>(context);
                });
            });
    }

    private static void Own(IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        endpoint.AutoDelete = true;
        endpoint.Durable = false;
    }

    internal static void AddPushing(this IServiceCollection services)
    {
        services.AddSingleton(provider => new Pushes(
            provider.GetRequiredService<IHubContext<MeetHub>>(), new SeenVersions(RememberedVersions), TimeProvider.System,
            provider.GetRequiredService<ILogger<Pushes>>()));
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
