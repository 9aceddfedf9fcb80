namespace Meet.Rtc.Stun;

/// <summary>The message types of a Binding (RFC 8489 section 5: method and class together).</summary>
public enum StunMessageType
{
    BindingRequest = 0x0001,
    BindingIndication = 0x0011,
    BindingSuccess = 0x0101,
    BindingError = 0x0111,
}

/// <summary>The attributes that ICE uses (RFC 8489 section 18.3, RFC 8445 section 16.1).</summary>
public enum StunAttributeType
{
    None = 0,
    MappedAddress = 0x0001,
    Username = 0x0006,
    MessageIntegrity = 0x0008,
    ErrorCode = 0x0009,
    XorMappedAddress = 0x0020,
    Priority = 0x0024,
    UseCandidate = 0x0025,
    Software = 0x8022,
    Fingerprint = 0x8028,
    IceControlled = 0x8029,
    IceControlling = 0x802A,
}
