using Meet.Media.Streams;

namespace Meet.Media.Net;

/// <summary>All that one worker hears from: a UDP socket of each family that the node has, and its TCP connections.</summary>
internal sealed class Inlet : IDisposable
{
    private readonly UdpSocket[] _sockets;
    private readonly StreamTable _streams;
    private readonly int[] _fds;

    // By the last wait; all of them where there was none.
    private readonly bool[] _ready;

    public Inlet(IReadOnlyList<UdpSocket> sockets, StreamTable streams)
    {
        (_sockets, _streams) = ([.. sockets], streams);
        _fds = [.. sockets.Select(socket => socket.Fd), streams.Fd];
        _ready = [.. _fds.Select(_ => true)];
    }

    /// <summary>Waits for a packet, for the event, or for the time to pass.</summary>
    public void Wait(WakeEvent wake, long microseconds) => wake.Wait(_fds, _ready, microseconds);

    /// <summary>How many packets came, from that slot on.</summary>
    /// <param name="mayBeMore">There was no room for what else may have come.</param>
    public int Receive(ReceiveBatch batch, int from, out bool mayBeMore)
    {
        var slot = from;
        // First, for it is bounded: datagrams get the rest.
        if (_ready[^1] || _streams.HasMore)
            slot += _streams.Receive(batch, slot, Math.Min(StreamTable.MaxPerTurn, ReceiveBatch.Capacity - slot));
        mayBeMore = _streams.HasMore;
        for (var i = 0; i < _sockets.Length; i++)
        {
            if (!_ready[i])
                continue;
            // Half for the one family where the other has something too.
            var room = ReceiveBatch.Capacity - slot;
            if (i + 1 < _sockets.Length && _ready[i + 1])
                room = (room + 1) / 2;
            var count = batch.Receive(_sockets[i], slot, room);
            slot += count;
            mayBeMore |= count == room;
        }

        _ready.AsSpan().Fill(true);
        return slot - from;
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
            socket.Dispose();
        _streams.Dispose();
    }
}
