namespace Meet.Rtc.Sdp;

/// <summary>What one description may hold. An offer at these limits takes well below a millisecond and a megabyte.</summary>
public static class SdpLimits
{
    /// <summary>Characters; docs/signaling.md promises 64 KiB.</summary>
    public const int MaxLength = 64 * 1024;
    public const int MaxLines = 4000;
    public const int MaxLineLength = 1024;
    public const int MaxSections = 128;
    public const int MaxCodecs = 64;
    public const int MaxExtensions = 32;
    public const int MaxSources = 32;
    public const int MaxRids = 8;
}
