namespace Meet.Rtc.Dtls;

/// <summary>Takes the datagrams a session wants to send.</summary>
public interface IDtlsSink
{
    /// <summary>
    /// Sends one datagram (at most 1200 bytes), or drops it: DTLS repeats what it needs. Called on the thread that is in the session,
    /// from within it: do not call the session back, except for <see cref="DtlsSession.Dispose"/>. What it throws is dropped with the datagram.
    /// </summary>
    void Send(ReadOnlySpan<byte> datagram);
}
