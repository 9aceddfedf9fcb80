using System.Net;
using System.Net.Sockets;
using Meet.ServiceDefaults.Bus;
using Microsoft.Extensions.Logging.Abstractions;

namespace Meet.ServiceDefaults.Tests;

public sealed class BrokerReachTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waits_until_the_port_accepts()
    {
        var port = FreePort();
        var waiting = ReachOf(port).WaitAsync(Token);
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        waiting.IsCompleted.ShouldBeFalse();

        using var broker = new TcpListener(IPAddress.Loopback, port);
        broker.Start();

        await waiting;
    }

    [Fact]
    public async Task Waits_no_longer_when_the_service_stops()
    {
        using var stopping = new CancellationTokenSource();
        var waiting = ReachOf(FreePort()).WaitAsync(stopping.Token);

        await stopping.CancelAsync();

        await waiting;
    }

    private static BrokerReach ReachOf(int port) =>
        new(new Uri($"amqp://somebody:secret@127.0.0.1:{port}/"), TimeProvider.System, NullLogger<BrokerReach>.Instance);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
