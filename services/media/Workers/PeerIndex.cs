using System.Buffers.Binary;
using System.Text;
using Meet.Media.Rooms;
using Meet.Rtc.Ice;
using Meet.Rtc.Stun;

namespace Meet.Media.Workers;

/// <summary>
/// Whose a datagram is: STUN checks by their username fragment, everything else by its source address, which only a proven check
/// enters here.
/// </summary>
internal sealed class PeerIndex
{
    private readonly Dictionary<ulong, Participant> _byUfrag = [];
    private readonly Dictionary<TransportAddress, Participant> _byAddress = [];

    public int Addresses => _byAddress.Count;

    public int Credentials => _byUfrag.Count;

    public void Add(IceCredentials credentials, Participant participant) =>
        _byUfrag[Key(Encoding.ASCII.GetBytes(credentials.Ufrag))] = participant;

    public void Add(in TransportAddress address, Participant participant) => _byAddress[address] = participant;

    /// <summary>Forgets the address, unless it is another participant's by now.</summary>
    public void Remove(in TransportAddress address, Participant participant)
    {
        if (_byAddress.TryGetValue(address, out var owner) && owner == participant)
            _byAddress.Remove(address);
    }

    /// <summary>Forgets everything about the participant.</summary>
    public void Remove(Participant participant)
    {
        foreach (var (address, owner) in _byAddress)
        {
            if (owner == participant)
                _byAddress.Remove(address);
        }

        foreach (var (ufrag, owner) in _byUfrag)
        {
            if (owner == participant)
                _byUfrag.Remove(ufrag);
        }
    }

    public Participant? Find(in TransportAddress address) => _byAddress.GetValueOrDefault(address);

    /// <param name="ufrag">Of the receiver, as a check's USERNAME begins.</param>
    public Participant? Find(ReadOnlySpan<byte> ufrag) =>
        ufrag.Length == sizeof(ulong) && _byUfrag.TryGetValue(Key(ufrag), out var found) ? found : null;

    // Ours are always eight characters long: a number finds them without a string.
    private static ulong Key(ReadOnlySpan<byte> ufrag) => BinaryPrimitives.ReadUInt64LittleEndian(ufrag);
}
