namespace Meet.Rtc.Congestion;

/// <summary>What the queue at the bottleneck does (draft-ietf-rmcat-gcc-02 section 5.4).</summary>
public enum BandwidthUsage
{
    /// <summary>It neither grows nor drains.</summary>
    Normal,

    /// <summary>It drains: sending more now would only refill it.</summary>
    Underusing,

    /// <summary>It grows: more is sent than the link takes.</summary>
    Overusing,
}
