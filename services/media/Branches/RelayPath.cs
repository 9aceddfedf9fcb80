using System.Runtime.InteropServices;
using Meet.Media.Rooms;
using Meet.Media.Workers;

namespace Meet.Media.Branches;

/// <summary>
/// The way of what comes from other workers: packets are staged and fanned out from the ring's memory, as <see cref="PacketPath"/> does with those
/// of the network; facts are noted. Nothing here allocates or locks.
/// </summary>
internal sealed class RelayPath(WorkerTools tools, FanOut fanOut)
{
    /// <summary>For each other worker in a turn: as many as come from the network at once.</summary>
    private const int MaxPerTurn = 64;

    private readonly Layer[] _staged = new Layer[MaxPerTurn];
    private int _stagedCount;

    /// <summary>True if there is more.</summary>
    public bool Run()
    {
        var isMore = false;
        foreach (var ring in tools.Links.Incoming)
        {
            var count = ring.Take(MaxPerTurn);
            for (var i = 0; i < count; i++)
                Receive(ring, i);
            fanOut.Run(_staged.AsSpan(0, _stagedCount), ring);
            _stagedCount = 0;
            isMore |= ring.Release();
        }

        return isMore;
    }

    /// <summary>Forgets what a turn that failed had not sent.</summary>
    public void Abandon()
    {
        for (var i = 0; i < _stagedCount; i++)
            _staged[i].ClearBurst();
        fanOut.Abandon();
        _stagedCount = 0;
        foreach (var ring in tools.Links.Incoming)
            ring.Release();
    }

    private void Receive(PacketRing ring, int index)
    {
        ref readonly var header = ref ring.Header(index);
        switch (header.Kind)
        {
            case RelayKind.Packet:
                var layer = (Layer)ring.Target(index);
                if (layer.OnRelayed(header, index, ring.Data(index)))
                    _staged[_stagedCount++] = layer;
                break;
            case RelayKind.Layer:
                ((Layer)ring.Target(index)).Tell(MemoryMarshal.AsRef<LayerFacts>(ring.Data(index)), tools.Clock.Now);
                break;
            case RelayKind.Voice:
                ((Publication)ring.Target(index)).Tell(MemoryMarshal.AsRef<VoiceFacts>(ring.Data(index)), tools.Clock.Now);
                break;
            case RelayKind.Watched:
                ((Layer)ring.Target(index)).Hold.Want(tools.Clock.Now);
                break;
        }
    }
}
