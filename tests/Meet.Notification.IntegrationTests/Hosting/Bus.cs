using System.Collections.Concurrent;
using MassTransit;
using Meet.Contracts.Notifications;
using Meet.ServiceDefaults.Http;

namespace Meet.Notification.IntegrationTests;

/// <summary>The other services' end of the bus: speaks as meets and hears what becomes of messages.</summary>
internal sealed class Bus : IAsyncDisposable
{
    private readonly IBusControl _bus;
    private readonly ConcurrentQueue<NotificationChanged> _heard = new();

    private Bus(string connectionString) => _bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        rabbit.Host(new Uri(connectionString));
        rabbit.ConfigureJsonSerializerOptions(json =>
        {
            JsonDefaults.Apply(json);
            return json;
        });
        rabbit.ReceiveEndpoint(endpoint => endpoint.Handler<NotificationChanged>(context =>
        {
            _heard.Enqueue(context.Message);
            return Task.CompletedTask;
        }));
    });

    public static async Task<Bus> StartAsync(string connectionString)
    {
        var bus = new Bus(connectionString);
        await bus._bus.StartAsync();
        return bus;
    }

    public Task TellAsync<T>(T message)
        where T : class => _bus.Publish(message);

    /// <summary>In the order of their arrival, repetitions included.</summary>
    public IReadOnlyList<NotificationChanged> Heard(Guid meet) => [.. _heard.Where(each => each.MeetId == meet)];

    public async ValueTask DisposeAsync() => await _bus.StopAsync();
}
