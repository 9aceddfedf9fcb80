using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Meet.Testing;

/// <summary>Finds a base for MEET_PORT whose server ports (base + 20 to base + 23) are free on loopback.</summary>
internal static class FreePorts
{
    // Below the range from which Linux takes the ports of outgoing connections (32768 and up).
    private const int Lowest = 24000;
    private const int Highest = 32000;

    public static int FindBase()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var candidate = RandomNumberGenerator.GetInt32(Lowest, Highest);
            if (Enumerable.Range(candidate + 20, 4).All(IsFree))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"No four free ports in a row between {Lowest} and {Highest}.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
