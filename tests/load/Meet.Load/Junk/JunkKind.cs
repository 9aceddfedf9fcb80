namespace Meet.Load.Junk;

/// <summary>What somebody who is nobody may send to a node's port.</summary>
internal enum JunkKind
{
    /// <summary>Random bytes.</summary>
    Noise,

    /// <summary>A connectivity check for a username fragment that nobody has.</summary>
    UnknownPeer,

    /// <summary>A check for one that somebody has, signed with another password.</summary>
    WrongPassword,

    /// <summary>RTP of an SSRC that nobody knows, from an address that nobody has proven.</summary>
    Media,

    /// <summary>The beginning of a DTLS handshake, from such an address.</summary>
    Handshake,
}
