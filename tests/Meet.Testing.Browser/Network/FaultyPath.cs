using System.Collections.Concurrent;
using System.Diagnostics;

namespace Meet.Testing.Browser.Network;

/// <summary>One direction of a path: decides for each datagram whether and when it arrives, and delivers it then.</summary>
internal sealed class FaultyPath(Func<PathFaults> faults, int seed)
{
    private static readonly TimeSpan LongestQueue = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(1);

    // Its length on the wire besides the payload: IPv4 and UDP headers.
    private const int Headers = 28;

    private readonly ConcurrentQueue<Waiting> _arrived = new();
    private readonly PriorityQueue<Waiting, TimeSpan> _waiting = new();
    private readonly Random _random = new(seed);
    private TimeSpan _freeAt;

    private readonly record struct Waiting(byte[] Datagram, Func<byte[], Task> Deliver, TimeSpan Due);

    /// <summary>Called by one reader at a time.</summary>
    public void Send(byte[] datagram, Func<byte[], Task> deliver)
    {
        var now = Now;
        var path = faults();
        lock (_random)
        {
            if (_random.NextDouble() < path.Loss)
                return;
            var due = now;
            if (path.BitsPerSecond > 0)
            {
                var free = _freeAt > now ? _freeAt : now;
                if (free - now > LongestQueue)
                    return;
                due = _freeAt = free + TimeSpan.FromSeconds((datagram.Length + Headers) * 8d / path.BitsPerSecond);
            }

            _arrived.Enqueue(new Waiting(datagram, deliver, due + path.Delay + PictureDelay(path, datagram) + (path.Jitter * _random.NextDouble())));
        }
    }

    /// <summary>Delivers until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            while (_arrived.TryDequeue(out var waiting))
                _waiting.Enqueue(waiting, waiting.Due);
            while (_waiting.TryPeek(out var next, out var due) && due <= Now)
            {
                _waiting.Dequeue();
                await next.Deliver(next.Datagram);
            }

            await Task.Delay(Turn, CancellationToken.None);
        }
    }

    /// <summary>The header of SRTP is clear. Chromium calls Opus 111, and its redundancy 63; RTCP begins at 192 (RFC 5761).</summary>
    private static TimeSpan PictureDelay(PathFaults path, byte[] datagram) =>
        datagram is [>= 128 and < 192, var type, ..] && type is < 192 or > 223 && (type & 0x7F) is not (111 or 63) ? path.PictureDelay : TimeSpan.Zero;

    private static TimeSpan Now => Stopwatch.GetElapsedTime(0);
}
