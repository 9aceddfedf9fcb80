namespace Meet.Rtc.Srtp;

/// <summary>Packets a receiver refused, counted since it was made. For metrics: each grows only.</summary>
public struct SrtpRejections : IEquatable<SrtpRejections>
{
    internal long Malformed;
    internal long Forged;
    internal long Replayed;
    internal long TooManyStreams;

    /// <summary>Cut off, no RTP or RTCP, or an SRTCP packet that is not encrypted.</summary>
    public readonly long MalformedCount => Malformed;

    /// <summary>The tag did not fit: forged, damaged, or under another key.</summary>
    public readonly long ForgedCount => Forged;

    /// <summary>Seen before, or too old to tell.</summary>
    public readonly long ReplayedCount => Replayed;

    /// <summary>Authentic, but of one SSRC more than the bound.</summary>
    public readonly long TooManyStreamsCount => TooManyStreams;

    public readonly bool Equals(SrtpRejections other) =>
        (Malformed, Forged, Replayed, TooManyStreams) == (other.Malformed, other.Forged, other.Replayed, other.TooManyStreams);

    public override readonly bool Equals(object? obj) => obj is SrtpRejections other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Malformed, Forged, Replayed, TooManyStreams);

    public static bool operator ==(SrtpRejections left, SrtpRejections right) => left.Equals(right);

    public static bool operator !=(SrtpRejections left, SrtpRejections right) => !left.Equals(right);
}
