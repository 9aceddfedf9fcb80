using System.Collections.Concurrent;
using MassTransit;
using Meet.Contracts.Meets;
using Meet.ServiceDefaults.Http;
using Meet.Testing;

namespace Meet.SystemTests.Clients;

/// <summary>Listens to every <see cref="MeetChanged"/> on the product's broker, on a durable queue as a service's own is.</summary>
public sealed class MeetEvents : IAsyncDisposable
{
    private readonly ConcurrentQueue<MeetChanged> _received = new();
    private readonly IBusControl _bus;

    private MeetEvents(string broker) =>
        _bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(broker));
            rabbit.ConfigureJsonSerializerOptions(json =>
            {
                JsonDefaults.Apply(json);
                return json;
            });
            rabbit.ReceiveEndpoint($"system-tests-{Guid.NewGuid():N}", endpoint =>
            {
                endpoint.ConcurrentMessageLimit = 1;
                endpoint.PrefetchCount = 1;
                endpoint.Handler<MeetChanged>(context =>
                {
                    _received.Enqueue(context.Message);
                    return Task.CompletedTask;
                });
            });
        });

    public static async Task<MeetEvents> ListenAsync(MeetSystem system)
    {
        var events = new MeetEvents(system.RabbitMqUrl);
        await events._bus.StartAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        return events;
    }

    /// <summary>The versions of one Meet in the order of arrival; a delivery that was repeated counts once.</summary>
    public long[] VersionsOf(Guid meetId) =>
        [.. _received.Where(changed => changed.MeetId == meetId).Select(changed => changed.Version).Distinct()];

    /// <summary>As <see cref="VersionsOf"/>, each time that it came.</summary>
    public long[] DeliveriesOf(Guid meetId) => [.. _received.Where(changed => changed.MeetId == meetId).Select(changed => changed.Version)];

    public async ValueTask DisposeAsync() => await _bus.StopAsync(TimeSpan.FromSeconds(10));
}
