using System.Net;
using System.Net.Sockets;

namespace Meet.Meets.IntegrationTests.Harness;

/// <summary>Loopback ports that were free a moment ago, below the range that outgoing connections take theirs from.</summary>
internal static class Ports
{
    private static int _last = 21500 + (Environment.ProcessId % 9 * 10);

    public static int Next()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
