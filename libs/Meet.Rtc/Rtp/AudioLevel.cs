namespace Meet.Rtc.Rtp;

/// <summary>The client-to-mixer audio level extension (RFC 6464).</summary>
public static class AudioLevel
{
    public const string Uri = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

    /// <summary>127 (loudest) to 0 (silence): 127 minus the -dBov on the wire; 0 for an empty value.</summary>
    public static int Loudness(ReadOnlySpan<byte> extension) => extension.IsEmpty ? 0 : 127 - (extension[0] & 0x7F);
}
