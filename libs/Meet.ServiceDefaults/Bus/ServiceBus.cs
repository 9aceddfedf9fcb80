using System.Data.Common;
using MassTransit;
using Meet.Grpc;
using Meet.ServiceDefaults.Health;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Meet.ServiceDefaults.Bus;

/// <summary>
/// Integration events over RabbitMQ (<c>ConnectionStrings:RabbitMq</c>, an AMQP URI). A consumer's queue is durable, is called
/// after service and consumer, and has one active consumer at a time, one message after the other: replicas stand by, and
/// order is kept.
/// </summary>
public static class ServiceBus
{
    /// <summary>Adds the bus. Register consumers in <paramref name="configure"/>.</summary>
    /// <param name="endpoints">Further receive endpoints, such as a queue of each replica's own.</param>
    public static WebApplicationBuilder AddBus(
        this WebApplicationBuilder builder,
        Action<IBusRegistrationConfigurator>? configure = null,
        Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>? endpoints = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var uri = builder.Configuration.GetConnectionString("RabbitMq")
            ?? throw new InvalidOperationException("ConnectionStrings:RabbitMq is not set: an AMQP URI such as amqp://user:password@127.0.0.1:5672/.");
        var service = builder.Services.Select(each => each.ImplementationInstance).OfType<ServiceName>().First();
        builder.Services.AddMassTransit(bus =>
        {
            // A self-hosted product calls nobody's home.
            bus.DisableUsageTelemetry();
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter($"{service.Name}-", false));
            bus.AddConfigureEndpointsCallback((_, _, endpoint) =>
            {
                endpoint.ConcurrentMessageLimit = 1;
                endpoint.PrefetchCount = 64;
                // In place, before the next message is taken: order survives a failure. An outage is waited out;
                // a message that fails for another reason goes to the _error queue after some tries.
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Handle<DbException>(failure => failure.IsTransient);
                    retry.Handle<GrpcException>(IsOutage);
                    retry.Interval(86_400, TimeSpan.FromSeconds(1));
                });
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Ignore<DbException>(failure => failure.IsTransient);
                    retry.Ignore<GrpcException>(IsOutage);
                    retry.Exponential(6, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100));
                });
                if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                {
                    rabbit.SingleActiveConsumer = true;
                }
            });
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Name = "bus";
                health.MinimalFailureStatus = HealthStatus.Degraded;
                health.Tags.Add(ServiceHealth.Ready);
            });
            configure?.Invoke(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                var broker = new Uri(uri);
                var reach = context.GetRequiredService<BrokerReach>();
                var stopping = context.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
                rabbit.Host(broker, host =>
                {
                    host.PublisherConfirmation = true;
                    host.OnRefreshConnectionFactory = _ => reach.WaitAsync(stopping);
                });
                rabbit.ConfigureJsonSerializerOptions(json =>
                {
                    JsonDefaults.Apply(json);
                    return json;
                });
                endpoints?.Invoke(context, rabbit);
                rabbit.ConfigureEndpoints(context);
            });
        });
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<BrokerReach>(services, new Uri(uri), TimeProvider.System));
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<BusRevival>(services, TimeProvider.System));
        return builder;
    }

    private static bool IsOutage(GrpcException failure) =>
        failure.Code is GrpcStatusCode.Unavailable or GrpcStatusCode.DeadlineExceeded;
}
