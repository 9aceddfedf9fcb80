using Meet.Media.Net;

namespace Meet.Media.Streams;

/// <summary>
/// The TCP connections of one worker, each of which has proven itself by a check. Used on the worker's thread only; nothing here waits,
/// and nothing is allocated for a packet.
/// </summary>
/// <param name="limits">Told when a connection ends.</param>
internal sealed class StreamTable(StreamLimits limits) : IDisposable
{
    // What one connection, and all together, may take of a turn's 64 slots: neither they nor datagrams starve the others.
    private const int MaxPerConnection = 4;
    public const int MaxPerTurn = 16;

    private readonly Epoll _epoll = new();
    private readonly Dictionary<uint, StreamConnection> _connections = [];
    private readonly Queue<StreamConnection> _readable = new(64);
    private readonly List<StreamConnection> _writing = new(64);
    private readonly List<StreamConnection> _over = new(64);
    private readonly uint[] _ready = new uint[64];

    /// <summary>Readable while a connection is.</summary>
    public int Fd => _epoll.Fd;

    public int Count => _connections.Count;

    /// <summary>Some connection may have packets that its socket does not tell of.</summary>
    public bool HasMore => _readable.Count > 0;

    /// <summary>Packets taken on.</summary>
    public long Sent { get; private set; }

    /// <summary>Packets for which there was no room, or no connection any more.</summary>
    public long Dropped { get; private set; }

    /// <summary>Times that something was given to the kernel.</summary>
    public long Writes { get; private set; }

    /// <param name="fd">Of a connected socket that does not block; owned from now on.</param>
    public void Add(int fd, StreamConnection connection)
    {
        _connections.Add(connection.Address.Connection, connection);
        _epoll.Add(fd, connection.Address.Connection);
        _readable.EnsureCapacity(Count);
        _writing.EnsureCapacity(Count);
        _over.EnsureCapacity(Count);
    }

    /// <summary>Sends what waits, as far as it can be sent at once, and closes. No connection of that number is no error.</summary>
    public void Close(uint number)
    {
        if (!_connections.Remove(number, out var connection))
            return;
        connection.Close();
        limits.Leave(connection.Address);
    }

    /// <summary>Packets that came, put into slots; how many.</summary>
    public int Receive(ReceiveBatch batch, int from, int max)
    {
        if (Count == 0)
            return 0;
        var ready = _epoll.Ready(_ready);
        for (var i = 0; i < ready; i++)
        {
            if (_connections.TryGetValue(_ready[i], out var connection) && !connection.IsQueued)
                Enqueue(connection);
        }

        var (slot, end) = (from, from + max);
        for (var left = _readable.Count; left > 0 && slot < end; left--)
        {
            var connection = _readable.Dequeue();
            connection.IsQueued = false;
            if (connection.IsClosed)
                continue;
            var state = connection.Receive(batch, ref slot, Math.Min(slot + MaxPerConnection, end));
            if (state == StreamState.More)
                Enqueue(connection);
            else if (state == StreamState.Over)
                _over.Add(connection);
        }

        return slot - from;
    }

    /// <summary>The next connection that is over, which is closed by this; null if there is none. To be asked when its last packets were read.</summary>
    public StreamConnection? TakeOver()
    {
        while (_over.Count > 0)
        {
            var connection = _over[^1];
            _over.RemoveAt(_over.Count - 1);
            if (connection.IsClosed)
                continue;
            Close(connection.Address.Connection);
            return connection;
        }

        return null;
    }

    /// <summary>Takes a packet on, or drops it as a whole.</summary>
    public void Send(ReadOnlySpan<byte> packet, uint number)
    {
        if (!_connections.TryGetValue(number, out var connection))
        {
            Dropped++;
            return;
        }

        if (!connection.TryAppend(packet))
        {
            Dropped++;
            return;
        }

        Sent++;
        if (connection.IsWriting)
            return;
        connection.IsWriting = true;
        _writing.Add(connection);
    }

    /// <summary>What waits goes out. A connection that was full is tried again after the next <see cref="OnTick"/> only.</summary>
    public void Flush()
    {
        for (var i = _writing.Count - 1; i >= 0; i--)
        {
            var connection = _writing[i];
            if (connection is { IsClosed: false, IsBlocked: false })
            {
                Writes++;
                if (!connection.TryFlush())
                    _over.Add(connection);
            }

            if (connection is { IsClosed: false, HasWaiting: true })
                continue;
            connection.IsWriting = false;
            _writing.RemoveAt(i);
        }
    }

    public void OnTick()
    {
        foreach (var connection in _writing)
            connection.IsBlocked = false;
    }

    public void Dispose()
    {
        foreach (var number in _connections.Keys.ToList())
            Close(number);
        _epoll.Dispose();
    }

    private void Enqueue(StreamConnection connection)
    {
        connection.IsQueued = true;
        _readable.Enqueue(connection);
    }
}
