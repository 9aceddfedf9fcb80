using Meet.Rtc.Stun;

namespace Meet.Rtc.Ice;

/// <summary>
/// The answering side of ICE for a server with a public address (RFC 8445 section 2.5, "lite"): it sends no checks, answers proven
/// ones, learns the peer's address from them and follows its nominations and its media. Not thread-safe. Time is passed in, in
/// milliseconds of any monotonic clock.
/// </summary>
public sealed class IceLiteAgent(IceCredentials local)
{
    /// <summary>RFC 7675 section 5.1: consent lapses after 30 s without a check.</summary>
    public const long ConsentMilliseconds = 30_000;

    /// <summary>A phone with two networks and both families shows about six.</summary>
    public const int MaxAddresses = 16;

    /// <summary>
    /// The selected address is left for one that proves itself after so long without a check or media: two of Firefox's checks for consent, which come
    /// every 4 to 6 s (RFC 7675 section 5.1) and nominate nothing, also where its port has changed on the way.
    /// </summary>
    public const long SilentMilliseconds = 12_000;

    /// <summary>
    /// A selected address that has sent no media for so long is left for one that does. Longer than a path's hiccup and what is still on its way
    /// from the address before; a voice sends every 20 ms, reports of a picture come each second or more often.
    /// </summary>
    public const long QuietMilliseconds = 1_000;

    /// <summary>
    /// The same where the one that speaks has nominated itself: five packets of a voice, so that a single one that was lost on its way to us, and copied
    /// before, moves nothing.
    /// </summary>
    public const long LeftMilliseconds = 100;

    private readonly ValidatedAddresses _validated = new(MaxAddresses);
    private IceCredentials? _previous;
    private long? _lastCheckAt;
    private TransportAddress _nominated;

    // When media came last from the selected address, or when it was selected: it has so long to begin.
    private long _heardAt;
    private bool _isSpeaking;

    /// <summary>What the peer must use; after <see cref="Restart"/> the old ones are good too, until the new are used.</summary>
    public IceCredentials Local { get; private set; } = local;

    public IceCredentials? Previous => _previous;

    /// <summary>
    /// Where to send: the address nominated last, before any nomination the first one validated, else none. One that has fallen silent gives way to
    /// whichever speaks instead, or is proven next.
    /// </summary>
    public TransportAddress Selected { get; private set; }

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
    /// To be told of each packet that is proven to be the peer's and new: opened by SRTP or SRTCP, whose replay protection refuses copies (RFC 3711
    /// section 3.3.2). True: the selected address is this one from now on. It must have sent a check, as for media always, in the last 30 s, and the
    /// selected one must have fallen quiet, for less long where this one has nominated itself.
    /// </summary>
    public bool HearMedia(in TransportAddress from, long now)
    {
        if (from == Selected)
        {
            (_heardAt, _isSpeaking) = (now, true);
            return false;
        }

        if (now - _heardAt < (from == _nominated ? LeftMilliseconds : QuietMilliseconds)
            || _validated.HeardAt(from) is not { } provenAt || now - provenAt >= ConsentMilliseconds)
        {
            return false;
        }

        Select(from, now);
        _isSpeaking = true;
        return true;
    }

    /// <summary>
    /// The way to this address is gone, as with the end of a TCP connection. Where it was the selected one, media goes to the one of the
    /// others that was heard last, if there is one; the peer's next nomination decides anew.
    /// </summary>
    public void Forget(in TransportAddress address)
    {
        _validated.Remove(address);
        if (_nominated == address)
            _nominated = default;
        if (Selected == address)
            (Selected, _isSpeaking) = (_validated.Newest(), false);
    }

    private bool Follow(in TransportAddress from, bool nominates, long now)
    {
        if (from == Selected)
        {
            _nominated = nominates ? default : _nominated;
            return false;
        }

        // Aggressive nomination marks every check, so the latest simply wins: the peer stops checking the pairs it leaves. A check can be copied and
        // sent from elsewhere, though: while the selected address speaks, the nominated one has to speak, too.
        var speaks = _isSpeaking && now - _heardAt < QuietMilliseconds;
        var unprovenFor = _validated.HeardAt(Selected) is { } provenAt ? now - provenAt : long.MaxValue;
        if (nominates && speaks)
            _nominated = from;
        var selects = unprovenFor >= ConsentMilliseconds || (!speaks && (nominates || unprovenFor >= SilentMilliseconds));
        if (selects)
            Select(from, now);
        return selects;
    }

    private void Select(in TransportAddress address, long now) =>
        (Selected, _nominated, _heardAt, _isSpeaking) = (address, default, now, false);

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
