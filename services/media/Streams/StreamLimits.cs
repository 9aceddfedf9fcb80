using System.Buffers.Binary;
using Meet.Rtc.Stun;

namespace Meet.Media.Streams;

/// <summary>
/// How many TCP connections the node holds, in all and from one place: an IPv4 address, or a /64 of IPv6, which is what one
/// subscriber gets. Asked once for each connection, from several threads.
/// </summary>
/// <param name="total">Proven ones and those that are not yet.</param>
/// <param name="perPlace">Of these, from one place: an office behind one address is one place.</param>
internal sealed class StreamLimits(int total, int perPlace)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TransportAddress, int> _places = [];
    private int _count;

    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>False: no more from there, or no more at all.</summary>
    public bool TryEnter(in TransportAddress address)
    {
        var place = PlaceOf(address);
        lock (_gate)
        {
            var here = _places.GetValueOrDefault(place);
            if (_count >= total || here >= perPlace)
                return false;
            _places[place] = here + 1;
            _count++;
            return true;
        }
    }

    /// <summary>One that had entered has ended.</summary>
    public void Leave(in TransportAddress address)
    {
        var place = PlaceOf(address);
        lock (_gate)
        {
            _count--;
            if (--_places[place] == 0)
                _places.Remove(place);
        }
    }

    /// <summary>The place without a port, as one value.</summary>
    public static TransportAddress PlaceOf(in TransportAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.WriteAddress(bytes) == 4)
            return TransportAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(bytes), 0);
        bytes[8..].Clear();
        return TransportAddress.V6(bytes, 0);
    }
}
