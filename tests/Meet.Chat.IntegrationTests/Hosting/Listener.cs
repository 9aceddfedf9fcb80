using System.Collections.Concurrent;
using MassTransit;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Http;

namespace Meet.Chat.IntegrationTests;

/// <summary>Hears what chat publishes, as signaling does: a queue of its own.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IBusControl _bus;
    private readonly ConcurrentQueue<object> _heard = new();
    private readonly SemaphoreSlim _more = new(0);

    private Listener(string rabbitMq) => _bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        rabbit.Host(new Uri(rabbitMq));
        rabbit.ConfigureJsonSerializerOptions(json =>
        {
            JsonDefaults.Apply(json);
            return json;
        });
        rabbit.ReceiveEndpoint(endpoint =>
        {
            endpoint.Handler<ChatChanged>(context => Keep(context.Message));
            endpoint.Handler<ChatEntryChanged>(context => Keep(context.Message));
            endpoint.Handler<PresenceChanged>(context => Keep(context.Message));
            endpoint.Handler<SessionEnded>(context => Keep(context.Message));
            endpoint.Handler<RoomChanged>(context => Keep(context.Message));
            endpoint.Handler<RoomEntryChanged>(context => Keep(context.Message));
            endpoint.Handler<TypingNoticed>(context => Keep(context.Message));
            endpoint.Handler<SettingsChanged>(context => Keep(context.Message));
        });
    });

    public static async Task<Listener> StartAsync(ChatHost host)
    {
        var listener = new Listener(host.RabbitMq);
        await listener._bus.StartAsync();
        return listener;
    }

    /// <summary>Everything heard so far.</summary>
    public IEnumerable<T> Heard<T>() => _heard.OfType<T>();

    /// <summary>The first message that fits, now or later.</summary>
    public async Task<T> ExpectAsync<T>(Func<T, bool> fits)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (Heard<T>().FirstOrDefault(fits) is { } found)
                return found;
            await _more.WaitAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync();
        _more.Dispose();
    }

    private Task Keep(object message)
    {
        _heard.Enqueue(message);
        _more.Release();
        return Task.CompletedTask;
    }
}
