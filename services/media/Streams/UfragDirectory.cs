using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Meet.Media.Streams;

/// <summary>Who takes the connections that name its username fragments.</summary>
internal interface IStreamOwner
{
    /// <summary>Any thread. False: it has stopped, and the socket is still the caller's.</summary>
    bool Receive(Arrival arrival);
}

/// <summary>Which worker each of our username fragments belongs to. Written with sessions, read once for each TCP connection; never by a packet.</summary>
internal sealed class UfragDirectory
{
    private readonly ConcurrentDictionary<ulong, IStreamOwner> _owners = new();

    /// <param name="ufrag">Eight characters, as a number.</param>
    public void Add(ulong ufrag, IStreamOwner owner) => _owners[ufrag] = owner;

    public void Remove(ulong ufrag) => _owners.TryRemove(ufrag, out _);

    public IStreamOwner? Find(ReadOnlySpan<byte> ufrag) =>
        ufrag.Length == sizeof(ulong) ? _owners.GetValueOrDefault(BinaryPrimitives.ReadUInt64LittleEndian(ufrag)) : null;
}
