using System.Buffers.Binary;
using System.Text;
using Meet.Media.Rooms;
using Meet.Media.Streams;
using Meet.Rtc.Ice;
using Meet.Rtc.Stun;

namespace Meet.Media.Workers;

/// <summary>
/// Whose a datagram is: STUN checks by their username fragment, everything else by its source address, which only a proven check
/// enters here.
/// </summary>
/// <param name="ufrags">Is told which username fragments are found here, for those who connect by TCP.</param>
/// <param name="owner">Who receives their connections.</param>
internal sealed class PeerIndex(UfragDirectory ufrags, IStreamOwner owner)
{
    private readonly Dictionary<ulong, Participant> _byUfrag = [];
    private readonly Dictionary<TransportAddress, Participant> _byAddress = [];

    public int Addresses => _byAddress.Count;

    public int Credentials => _byUfrag.Count;

    public void Add(IceCredentials credentials, Participant participant)
    {
        var key = Key(Encoding.ASCII.GetBytes(credentials.Ufrag));
        _byUfrag[key] = participant;
        ufrags.Add(key, owner);
    }

    public void Add(in TransportAddress address, Participant participant) => _byAddress[address] = participant;

    /// <summary>Forgets the address, unless it is another participant's by now.</summary>
    public void Remove(in TransportAddress address, Participant participant)
    {
        if (_byAddress.TryGetValue(address, out var found) && found == participant)
            _byAddress.Remove(address);
    }

    /// <summary>Forgets user names that are used no longer.</summary>
    public void Remove(IceCredentials credentials, Participant participant)
    {
        var key = Key(Encoding.ASCII.GetBytes(credentials.Ufrag));
        if (!_byUfrag.TryGetValue(key, out var found) || found != participant)
            return;
        _byUfrag.Remove(key);
        ufrags.Remove(key);
    }

    /// <summary>Forgets everything about the participant.</summary>
    public void Remove(Participant participant)
    {
        foreach (var (address, found) in _byAddress)
        {
            if (found == participant)
                _byAddress.Remove(address);
        }

        foreach (var (ufrag, found) in _byUfrag)
        {
            if (found != participant)
                continue;
            _byUfrag.Remove(ufrag);
            ufrags.Remove(ufrag);
        }
    }

    public Participant? Find(in TransportAddress address) => _byAddress.GetValueOrDefault(address);

    /// <param name="ufrag">Of the receiver, as a check's USERNAME begins.</param>
    public Participant? Find(ReadOnlySpan<byte> ufrag) =>
        ufrag.Length == sizeof(ulong) && _byUfrag.TryGetValue(Key(ufrag), out var found) ? found : null;

    // Ours are always eight characters long: a number finds them without a string.
    private static ulong Key(ReadOnlySpan<byte> ufrag) => BinaryPrimitives.ReadUInt64LittleEndian(ufrag);
}
