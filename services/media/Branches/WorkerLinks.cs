using System.Runtime.InteropServices;
using Meet.Media.Rooms;
using Meet.Media.Workers;

namespace Meet.Media.Branches;

/// <summary>One worker's way to one other. The sending worker's thread only.</summary>
internal sealed class WorkerLink(Worker to, PacketRing ring)
{
    private long _sent;
    private long _dropped;

    public Worker To => to;

    /// <summary>Packets that crossed. Any thread.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Records that the full ring did not take. Any thread.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <param name="standIn">The other worker's, for which it is.</param>
    /// <param name="datagram">That the packet came in, opened.</param>
    public void Send(Layer standIn, int generation, in BurstPacket packet, ReadOnlySpan<byte> datagram, long now)
    {
        var header = new RelayHeader { Kind = RelayKind.Packet, Generation = generation, ArrivedAt = now, Packet = packet };
        // Behind the payload there is at most padding.
        if (ring.TryWrite(standIn, header, datagram[..(packet.PayloadOffset + packet.PayloadLength)]))
            _sent++;
        else
            _dropped++;
    }

    /// <param name="target">The other worker's, for which it is.</param>
    public void Send<T>(object target, RelayKind kind, in T facts)
        where T : unmanaged
    {
        var header = new RelayHeader { Kind = kind };
        if (!ring.TryWrite(target, header, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in facts))))
            _dropped++;
    }

    /// <inheritdoc cref="Send{T}"/>
    public void Send(object target, RelayKind kind)
    {
        var header = new RelayHeader { Kind = kind };
        if (!ring.TryWrite(target, header, []))
            _dropped++;
    }

    /// <summary>Lets the other worker see what was sent, and wakes it if it may sleep.</summary>
    public void Flush()
    {
        if (ring.Publish())
            to.Wake();
    }
}

/// <summary>A worker's ways to and from all others of the node.</summary>
internal sealed class WorkerLinks : IDisposable
{
    private WorkerLink[] _out = [];
    private PacketRing[] _in = [];

    /// <summary>Whose they are.</summary>
    public Worker Self { get; private set; } = null!;

    /// <summary>What comes from the others.</summary>
    public ReadOnlySpan<PacketRing> Incoming => _in;

    public long Sent => _out.Sum(static link => link.Sent);

    public long Dropped => _out.Sum(static link => link.Dropped);

    /// <summary>Ties each of the workers to each other one; before they start.</summary>
    public static void Connect(IReadOnlyList<Worker> workers)
    {
        foreach (var worker in workers)
            worker.Links.Self = worker;
        foreach (var from in workers)
        {
            foreach (var to in workers)
            {
                if (from == to)
                    continue;
                var ring = new PacketRing();
                from.Links._out = [.. from.Links._out, new WorkerLink(to, ring)];
                to.Links._in = [.. to.Links._in, ring];
            }
        }
    }

    public WorkerLink To(Worker worker) => Array.Find(_out, link => link.To == worker)!;

    public void Flush()
    {
        foreach (var link in _out)
            link.Flush();
    }

    /// <summary>When no worker runs any more.</summary>
    public void Dispose()
    {
        foreach (var ring in _in)
            ring.Dispose();
    }
}
