using Meet.Load.Peers;

namespace Meet.Load.Rooms;

/// <summary>A session of a room, connected.</summary>
/// <param name="Location">Where it is ended (RFC 9725 section 4.2).</param>
internal sealed record LoadSession(LoadPeer Peer, string Location)
{
    /// <summary>By which players name it.</summary>
    public string Id => Location[(Location.LastIndexOf('/') + 1)..];
}
