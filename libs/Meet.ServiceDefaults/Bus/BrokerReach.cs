using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Meet.ServiceDefaults.Bus;

/// <summary>
/// Whether the broker's port answers. MassTransit's pauses between failed connections grow to half a minute, and no setting shortens
/// them: whoever waits here before each try instead is back within a second after the broker is.
/// </summary>
/// <param name="broker">An AMQP URI; nothing but its host and port is used.</param>
internal sealed partial class BrokerReach(Uri broker, TimeProvider time, ILogger<BrokerReach> log)
{
    private const int Amqp = 5672;
    private const int AmqpOverTls = 5671;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private int Port => broker.Port > 0 ? broker.Port : broker.Scheme == "amqps" ? AmqpOverTls : Amqp;

    /// <summary>Returns when the broker accepts a connection, or when nobody waits any more.</summary>
    public async Task WaitAsync(CancellationToken stopping)
    {
        var told = false;
        while (!stopping.IsCancellationRequested && !await AnswersAsync(stopping))
        {
            if (!told)
                Unreachable(log, broker.Host, Port);
            told = true;
            await Task.Delay(Pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether it accepts a connection now.</summary>
    public async Task<bool> AnswersAsync(CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Patience);
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(broker.Host, Port, limit.Token);
            return true;
        }
        catch (Exception unreachable) when (unreachable is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "RabbitMQ at {Host}:{Port} does not answer; what was to be told waits until it does.")]
    private static partial void Unreachable(ILogger log, string host, int port);
}
