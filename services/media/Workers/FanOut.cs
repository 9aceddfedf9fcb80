using System.Runtime.InteropServices;
using Meet.Media.Net;
using Meet.Media.Rooms;

namespace Meet.Media.Workers;

/// <summary>
/// Sends what the sources of a turn have staged, receiver by receiver: all that one of them gets lies together in the batch, whosever it
/// is, so that two voices may share a message where they came in one turn. Which they do the more often the busier the worker is.
/// </summary>
internal sealed class FanOut(WorkerTools tools)
{
    /// <summary>Pairs of a source and a line that are ordered at once; what has more goes out source by source.</summary>
    public const int Capacity = 2048;

    private const int None = PeerTransport.NoPair;

    private readonly Pair[] _pairs = new Pair[Capacity];
    private readonly PeerTransport[] _receivers = new PeerTransport[Capacity];
    private int _pairCount;
    private int _receiverCount;

    private struct Pair
    {
        public Layer Source;
        public Subscription Line;

        /// <summary>The same receiver's next.</summary>
        public int Next;
    }

    /// <param name="datagrams">Where their packets lie.</param>
    /// <param name="sources">Have nothing staged afterwards. Are put into another order.</param>
    public void Run(Span<Layer> sources, IDatagrams datagrams)
    {
        foreach (var source in sources)
            source.Complete();
        // The last packet of a segmented message may be shorter than the others, never longer.
        for (var i = 1; i < sources.Length; i++)
        {
            for (var j = i; j > 0 && sources[j - 1].StagedLength < sources[j].StagedLength; j--)
                (sources[j - 1], sources[j]) = (sources[j], sources[j - 1]);
        }

        if (sources.Length == 1)
            SendAlone(sources[0], datagrams);
        else
            SendTogether(sources, datagrams);
        foreach (var source in sources)
            source.ClearBurst();
    }

    /// <summary>Forgets what a turn that failed had not sent.</summary>
    public void Abandon()
    {
        for (var i = 0; i < _receiverCount; i++)
            _receivers[i].FirstPair = None;
        Forget();
    }

    private void SendTogether(ReadOnlySpan<Layer> sources, IDatagrams datagrams)
    {
        foreach (var source in sources)
        {
            if (source.Subscribers.Count > Capacity - _pairCount)
                SendPairs(datagrams);
            if (source.Subscribers.Count > Capacity)
                SendAlone(source, datagrams);
            else
                Order(source);
        }

        SendPairs(datagrams);
    }

    private void Order(Layer source)
    {
        foreach (var line in CollectionsMarshal.AsSpan(source.Subscribers))
        {
            var receiver = line.Transport;
            if (receiver.FirstPair == None)
                (_receivers[_receiverCount++], receiver.FirstPair) = (receiver, _pairCount);
            else
                _pairs[receiver.LastPair].Next = _pairCount;
            receiver.LastPair = _pairCount;
            _pairs[_pairCount++] = new Pair { Source = source, Line = line, Next = None };
        }
    }

    private void SendPairs(IDatagrams datagrams)
    {
        for (var i = 0; i < _receiverCount; i++)
        {
            var at = _receivers[i].FirstPair;
            _receivers[i].FirstPair = None;
            for (; at != None; at = _pairs[at].Next)
                Send(_pairs[at].Source, _pairs[at].Line, datagrams);
        }

        Forget();
    }

    private void Forget()
    {
        // Nobody is kept alive by having been sent something.
        _receivers.AsSpan(0, _receiverCount).Clear();
        _pairs.AsSpan(0, _pairCount).Clear();
        (_pairCount, _receiverCount) = (0, 0);
    }

    private void SendAlone(Layer source, IDatagrams datagrams)
    {
        foreach (var line in CollectionsMarshal.AsSpan(source.Subscribers))
            Send(source, line, datagrams);
    }

    private void Send(Layer source, Subscription line, IDatagrams datagrams)
    {
        // A line that has just begun with another layer of the picture has left this one.
        if ((source != line.Current && source != line.Target) || !line.CanSend(tools.Clock.Now))
            return;
        foreach (ref readonly var packet in source.Burst)
            line.Forward(source, packet, datagrams.Datagram(packet.Slot), tools.Clock.Now);
    }
}
