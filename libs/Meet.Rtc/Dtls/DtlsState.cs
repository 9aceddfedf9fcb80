namespace Meet.Rtc.Dtls;

/// <summary>Who opens the handshake: SDP's <c>a=setup:active</c> is the client, <c>passive</c> the server (RFC 5763 §5).</summary>
public enum DtlsRole
{
    Server,
    Client,
}

/// <summary>Where a session stands. It only moves forward, and never leaves <see cref="Closed"/> or <see cref="Failed"/>.</summary>
public enum DtlsState
{
    Handshaking,
    Connected,

    /// <summary>Ended by a close_notify of either side.</summary>
    Closed,
    Failed,
}

/// <summary>Why a session failed.</summary>
public enum DtlsFailure
{
    None,

    /// <summary>The peer broke the protocol, refused ours or sent a fatal alert.</summary>
    Protocol,

    /// <summary>The peer stayed silent over all retransmissions (about 30 s).</summary>
    TimedOut,

    /// <summary>The peer's certificate is not the one its SDP names: somebody stands in between, or the SDP is another one's.</summary>
    FingerprintMismatch,

    /// <summary>The handshake agreed on no SRTP profile.</summary>
    NoSrtpProfile,
}
