namespace Meet.Rtc.Sdp;

/// <summary>Why a description cannot be used. A value, not an exception: what peers send is their business.</summary>
/// <param name="Line">1-based line of the offer; 0 where the description as a whole is wrong.</param>
/// <param name="Reason">A short English sentence for the peer's developer, without any of the peer's own text.</param>
public sealed record SdpError(int Line, string Reason)
{
    public override string ToString() => Line > 0 ? $"line {Line}: {Reason}" : Reason;
}
