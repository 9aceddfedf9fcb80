using Meet.Rtc.Stun;

namespace Meet.Rtc.Ice;

/// <summary>
/// The answering side of ICE for a server with a public address (RFC 8445 section 2.5, "lite"): it sends no checks, answers proven
/// ones, learns the peer's address from them and follows its nominations. Not thread-safe. Time is passed in, in milliseconds of
/// any monotonic clock.
/// </summary>
public sealed class IceLiteAgent(IceCredentials local)
{
    /// <summary>RFC 7675 section 5.1: consent lapses after 30 s without a check.</summary>
    public const long ConsentMilliseconds = 30_000;

    /// <summary>A phone with two networks and both families shows about six.</summary>
    public const int MaxAddresses = 16;

    /// <summary>
    /// The selected address is left for one that proves itself after so long without a word: two of Firefox's checks for consent, which come every
    /// 4 to 6 s (RFC 7675 section 5.1) and nominate nothing, also where its port has changed on the way.
    /// </summary>
    public const long SilentMilliseconds = 12_000;

    private readonly ValidatedAddresses _validated = new(MaxAddresses);
    private IceCredentials? _previous;
    private long? _lastCheckAt;

    /// <summary>What the peer must use; after <see cref="Restart"/> the old ones are good too, until the new are used.</summary>
    public IceCredentials Local { get; private set; } = local;

    public IceCredentials? Previous => _previous;

    /// <summary>
    /// Where to send: the address nominated last, before any nomination the first one validated, else none. One that has fallen silent gives way to
    /// whichever is proven next.
    /// </summary>
    public TransportAddress Selected { get; private set; }

    public bool IsNominated { get; private set; }

    /// <summary>The address forgotten by the last check to keep the bound, so that a table of addresses can forget it too; else none.</summary>
    public TransportAddress LastEvicted { get; private set; }

    /// <summary>Until when media may be sent to the selected address: consent is for where it was given (RFC 7675 section 5.1).</summary>
    public long ConsentUntil => _validated.HeardAt(Selected) is { } at ? at + ConsentMilliseconds : long.MinValue;

    /// <summary>True for 30 s after each proven check, also while there is no way to the peer: it may come by another.</summary>
    public bool HasConsent(long now) => _lastCheckAt is { } at && now - at < ConsentMilliseconds;

    /// <summary>True if this address has sent a proven check: from it, and only from it, DTLS and media are taken.</summary>
    public bool IsValidated(in TransportAddress address) => _validated.Contains(address);

    public int CopyValidated(Span<TransportAddress> destination)
    {
        var entries = _validated.Entries;
        for (var i = 0; i < entries.Length; i++)
            destination[i] = entries[i].Address;
        return entries.Length;
    }

    /// <summary>
    /// ICE restart (RFC 8445 section 9): new local credentials, the connection goes on over the old pair meanwhile. A second restart
    /// before the first was used replaces the unused credentials, not those in use.
    /// </summary>
    public void Restart(IceCredentials fresh)
    {
        _previous ??= Local;
        Local = fresh;
    }

    /// <summary>
    /// Answers a Binding request. <paramref name="response"/> needs 128 bytes; the first <paramref name="written"/> of them are the
    /// datagram to send back to <paramref name="from"/>, none for <see cref="IceCheck.Ignored"/>.
    /// </summary>
    public IceCheck HandleRequest(in StunMessage request, in TransportAddress from, long now, Span<byte> response, out int written)
    {
        written = 0;
        LastEvicted = default;
        if (request.Type != StunMessageType.BindingRequest || Authenticate(request) is not { } credentials)
            return IceCheck.Ignored;

        if (request.Has(StunAttributeType.IceControlled))
        {
            written = WriteRoleConflict(request, credentials, response);
            return IceCheck.RoleConflict;
        }

        if (credentials == Local)
            _previous = null;
        _lastCheckAt = now;
        LastEvicted = _validated.Hear(from, now, Selected);
        written = WriteSuccess(request, from, credentials, response);
        return Follow(from, request.Has(StunAttributeType.UseCandidate), now) ? IceCheck.Selected : IceCheck.Validated;
    }

    /// <summary>
    /// The way to this address is gone, as with the end of a TCP connection. Where it was the selected one, media goes to the one of the
    /// others that was heard last, if there is one; the peer's next nomination decides anew.
    /// </summary>
    public void Forget(in TransportAddress address)
    {
        _validated.Remove(address);
        if (Selected == address)
            Selected = _validated.Newest();
    }

    private bool Follow(in TransportAddress from, bool nominates, long now)
    {
        // Aggressive nomination marks every check, so the latest simply wins: the peer stops checking the pairs it leaves.
        var isSilent = _validated.HeardAt(Selected) is not { } heardAt || now - heardAt >= SilentMilliseconds;
        var selects = from != Selected && (nominates || isSilent);
        IsNominated |= nominates;
        if (selects)
            Selected = from;
        return selects;
    }

    private IceCredentials? Authenticate(in StunMessage request)
    {
        if (!request.TryGetUsername(out var receiver, out _))
            return null;
        if (receiver.SequenceEqual(Local.UfragBytes))
            return request.VerifyIntegrity(Local.Key) ? Local : null;
        return _previous is { } old && receiver.SequenceEqual(old.UfragBytes) && request.VerifyIntegrity(old.Key) ? old : null;
    }

    private static int WriteSuccess(in StunMessage request, in TransportAddress from, IceCredentials credentials, Span<byte> response)
    {
        var writer = new StunWriter(response, StunMessageType.BindingSuccess, request.TransactionId);
        writer.AddXorMappedAddress(from);
        writer.AddIntegrity(credentials.Key);
        writer.AddFingerprint();
        return writer.Written.Length;
    }

    private static int WriteRoleConflict(in StunMessage request, IceCredentials credentials, Span<byte> response)
    {
        var writer = new StunWriter(response, StunMessageType.BindingError, request.TransactionId);
        writer.AddErrorCode(487, "Role Conflict"u8);
        writer.AddIntegrity(credentials.Key);
        writer.AddFingerprint();
        return writer.Written.Length;
    }
}
