using Meet.Media.Branches;
using Meet.Media.Negotiation;

namespace Meet.Media.Rooms;

/// <summary>A layer whose packets are relayed between workers: here where it is received, there where it stands in.</summary>
internal sealed partial class Layer
{
    /// <summary>The other workers that its packets go to.</summary>
    public List<Relay> Relays { get; } = [];

    /// <summary>Counts the streams that this layer has been.</summary>
    public int Generation { get; private set; }

    /// <summary>What other workers are told of it.</summary>
    public LayerFacts Facts
    {
        get
        {
            var facts = new LayerFacts
            {
                Rate = Rate.Facts,
                Height = _height,
                IsHeld = Hold.IsHeld,
                ReleasedAt = Hold.ReleasedAt,
                Report = Report,
            };
            Layered?.Describe(ref facts);
            return facts;
        }
    }

    /// <summary>Of a stand-in: what its worker knows of it.</summary>
    public void Tell(in LayerFacts facts, long now)
    {
        Rate.Tell(facts.Rate);
        _height = facts.Height;
        Hold.Tell(facts.IsHeld, facts.ReleasedAt);
        Reception.OnSenderReport(facts.Report, now);
        Layered?.Tell(facts);
    }

    /// <summary>Of a stand-in: stages a packet that its worker has received and read. True if it is the first of this turn.</summary>
    /// <param name="slot">Where the datagram stays until the fan-out.</param>
    public bool OnRelayed(in RelayHeader header, int slot, ReadOnlySpan<byte> datagram)
    {
        ref readonly var packet = ref header.Packet;
        if (header.Generation != Generation)
            Restart(header.Generation);
        if (_burstLength == Bursts.Length)
            return false;
        Reception.OnPacket(packet.Sequence, packet.Timestamp, header.ArrivedAt);
        Keyframes.Heard(packet.Info.IsKeyframe);
        ref var staged = ref (_burst ??= track.Owner.Bursts.Rent())[_burstLength++];
        staged = packet;
        staged.Slot = slot;
        if (track.Kind == MediaKind.Video && Subscribers.Count > 0)
        {
            var payload = datagram.Slice(packet.PayloadOffset, packet.PayloadLength);
            var descriptor = packet.DescriptorLength == 0 ? default : datagram.Slice(packet.DescriptorOffset, packet.DescriptorLength);
            (History ??= new PacketHistory(track.Owner.HistoryBlocks)).Add(staged, payload, descriptor, header.ArrivedAt);
        }

        return _burstLength == 1;
    }
}
