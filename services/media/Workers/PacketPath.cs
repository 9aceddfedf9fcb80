using System.Runtime.InteropServices;
using Meet.Media.Net;
using Meet.Media.Rooms;
using Meet.Rtc.Rtp;
using Meet.Rtc.Stun;

namespace Meet.Media.Workers;

/// <summary>
/// The way of every packet through a worker, from one receive call to the sends (docs/media/packet-path.md):
/// <code>
/// receive 64 → STUN: answer the check
///            → DTLS: feed the handshake (known address only, so many a turn, the rest in the next ones)
///            → RTCP: open → apply
///            → RTP:  open → account → stage
/// then for each staged source: copy for each other worker that wants it (docs/media/workers.md),
///     and for each subscriber, for each source, for each packet: rewrite → protect → batch
/// </code>
/// A packet is opened once and read once. Nothing here allocates, locks or throws.
/// </summary>
internal sealed class PacketPath(WorkerTools tools, ReceiveBatch received, FanOut fanOut)
{
    /// <summary>A handshake costs half a millisecond, which is what media may wait here for them; what is above waits itself.</summary>
    private const int MaxHandshakesPerTurn = 8;

    /// <summary>
    /// Bytes of a datagram with RTP: a packet of 1400 and its tag. What a packet may become here (our header is up to 28 bytes longer than the
    /// shortest, a retransmission's 2 more) then leaves within 1452 bytes of UDP, which is what Ethernet carries over IPv6.
    /// </summary>
    public const int MaxRtp = 1416;

    /// <summary>How long the first packets of a picture wait for the others. Nothing is shown before the last one anyway.</summary>
    public const long HoldMicroseconds = 500;

    /// <summary>Fewer sends saved would not pay for the second time that the thread wakes.</summary>
    private const int MinSubscribers = 4;

    private const int MaxHeld = ReceiveBatch.Capacity / 2;

    private readonly Layer[] _staged = new Layer[ReceiveBatch.Capacity];
    private readonly Layer[] _ready = new Layer[ReceiveBatch.Capacity];
    private readonly HandshakeQueue _waiting = new();
    private int _stagedCount;
    private int _readyCount;
    private int _handshakes;

    /// <summary>Datagrams of participants that were dropped because they are longer than <see cref="MaxRtp"/>.</summary>
    public long TooLong { get; private set; }

    /// <summary>Receive slots whose packets are still needed; the next ones come behind them.</summary>
    public int Used { get; private set; }

    /// <summary>True while handshakes wait that another turn would take up at once.</summary>
    public bool HasHandshakes => _waiting.Count > 0;

    /// <summary>True while the beginning of a picture waits for its rest: it is worth <see cref="HoldMicroseconds"/>.</summary>
    public bool IsHolding => Used > 0;

    /// <param name="count">How many datagrams have come, behind those that are held.</param>
    public void Run(int count)
    {
        for (_handshakes = 0; _handshakes < MaxHandshakesPerTurn && HasHandshakes; _handshakes++)
        {
            var datagram = _waiting.Take(out var from);
            tools.Peers.Find(from)?.Transport.OnDtls(datagram, from);
        }

        for (var slot = Used; slot < Used + count; slot++)
            Receive(slot, received.Datagram(slot));
        // Held once only, and never while there is no room for what it waits for.
        var mayHold = !IsHolding && count < MaxHeld;
        var held = 0;
        _readyCount = 0;
        for (var i = 0; i < _stagedCount; i++)
        {
            if (mayHold && _staged[i].IsIncomplete && (_staged[i].Subscribers.Count >= MinSubscribers || _staged[i].Relays.Count > 0))
                _staged[held++] = _staged[i];
            else
                _ready[_readyCount++] = _staged[i];
        }

        // First: other workers can begin while this one sends.
        foreach (var source in _ready.AsSpan(0, _readyCount))
            Relay(source);
        fanOut.Run(_ready.AsSpan(0, _readyCount), received);
        _stagedCount = held;
        Used = held > 0 ? count : 0;
    }

    /// <summary>Forgets what a turn that failed had not sent: the memory of its packets is about to be received into.</summary>
    public void Abandon()
    {
        foreach (var source in _staged.AsSpan(0, _stagedCount))
            source.ClearBurst();
        foreach (var source in _ready.AsSpan(0, _readyCount))
            source.ClearBurst();
        fanOut.Abandon();
        (_stagedCount, _readyCount, Used) = (0, 0, 0);
    }

    private void Receive(int slot, Span<byte> datagram)
    {
        var from = received.Source(slot);
        if (StunMessage.LooksLikeStun(datagram))
            OnStun(datagram, from);
        else if (datagram.Length >= 13 && tools.Peers.Find(from) is { } sender)
            OnPacket(slot, datagram, from, sender);
    }

    /// <summary>Answers a check. False: it does not prove that a participant is there.</summary>
    public bool OnStun(ReadOnlySpan<byte> datagram, in TransportAddress from) =>
        StunMessage.TryParse(datagram, out var message) && message.TryGetUsername(out var ufrag, out _)
            && tools.Peers.Find(ufrag) is { } participant && participant.Transport.OnCheck(message, from, tools.Clock.Now);

    private void OnPacket(int slot, Span<byte> datagram, in TransportAddress from, Participant sender)
    {
        if (datagram[0] is >= 20 and <= 63)
        {
            if (!sender.Transport.IsConnected && !sender.Transport.TakeHandshake())
                return;
            // Also of a peer that is connected: not before what it said itself.
            if (!HasHandshakes && (sender.Transport.IsConnected || _handshakes++ < MaxHandshakesPerTurn))
                sender.Transport.OnDtls(datagram, from);
            else
                _waiting.TryAdd(datagram, from);
        }
        else if (RtpPacket.LooksLikeRtcp(datagram))
        {
            if (sender.Transport.TryOpenRtcp(datagram, from, out var length))
                sender.OnRtcp(datagram[..length]);
        }
        else if (datagram.Length > MaxRtp)
        {
            TooLong++;
        }
        else if (sender.Transport.TryOpenRtp(datagram, from, out var length)
            && RtpPacket.TryParse(datagram[..length], out var packet)
            && sender.OnRtp(packet, slot) is { } layer)
        {
            _staged[_stagedCount++] = layer;
        }
    }

    private void Relay(Layer source)
    {
        foreach (var relay in CollectionsMarshal.AsSpan(source.Relays))
        {
            foreach (ref readonly var packet in source.Burst)
                relay.Link.Send(relay.StandIn, source.Generation, packet, received.Datagram(packet.Slot), tools.Clock.Now);
            relay.Link.Flush();
        }
    }
}
