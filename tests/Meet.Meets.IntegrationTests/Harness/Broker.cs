using System.Collections.Concurrent;
using MassTransit;
using Meet.Contracts.Meets;
using Meet.ServiceDefaults.Http;

namespace Meet.Meets.IntegrationTests.Harness;

/// <summary>The other services' end of the bus: hears every MeetChanged and speaks as a media node.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly IBusControl _bus;
    private readonly ConcurrentDictionary<Guid, ConcurrentQueue<MeetChanged>> _heard = [];

    public Broker(string connectionString, string prefix) => _bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        rabbit.Host(new Uri(connectionString));
        rabbit.ConfigureJsonSerializerOptions(json =>
        {
            JsonDefaults.Apply(json);
            return json;
        });
        rabbit.ReceiveEndpoint(prefix + "meet-changed", endpoint =>
        {
            endpoint.AutoDelete = true;
            endpoint.ConcurrentMessageLimit = 1;
            endpoint.Handler<MeetChanged>(context =>
            {
                _heard.GetOrAdd(context.Message.MeetId, _ => []).Enqueue(context.Message);
                return Task.CompletedTask;
            });
        });
    });

    public Task StartAsync() => _bus.StartAsync();

    public Task TellAsync<T>(T news)
        where T : class => _bus.Publish(news);

    /// <summary>In the order of their arrival, repetitions included.</summary>
    public IReadOnlyList<MeetChanged> Heard(Guid meet) => [.. _heard.GetValueOrDefault(meet) ?? []];

    public async ValueTask DisposeAsync() => await _bus.StopAsync();
}
