namespace Meet.Notification.Links;

/// <summary>How long links live, and how often they open.</summary>
internal static class LinkLife
{
    /// <summary>Of a message's link: a person comes back to the page, and mail scanners look at it first.</summary>
    public const int Openings = 20;

    public const int HandoverOpenings = 1;

    public static readonly TimeSpan Handover = TimeSpan.FromMinutes(5);

    /// <summary>After the Meet's end.</summary>
    public static readonly TimeSpan AfterTheMeet = TimeSpan.FromHours(24);

    /// <summary>Whatever becomes of the Meet, also when its end is never heard of.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromDays(7);
}
