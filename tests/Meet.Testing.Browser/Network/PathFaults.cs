namespace Meet.Testing.Browser.Network;

/// <summary>What one direction of a path does to datagrams.</summary>
public sealed record PathFaults
{
    public static readonly PathFaults None = new();

    /// <summary>0 to 1: so many of them never arrive.</summary>
    public double Loss { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>Up to this much more for each datagram by itself: they overtake each other.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>So much more for what is neither a voice nor RTCP: pictures.</summary>
    public TimeSpan PictureDelay { get; init; }

    /// <summary>0: unlimited. Else what waits longer than 300 ms in front of the narrow place is dropped, as a router does.</summary>
    public long BitsPerSecond { get; init; }
}
