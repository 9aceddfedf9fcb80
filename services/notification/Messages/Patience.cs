using Meet.Notification.Providers;

namespace Meet.Notification.Messages;

/// <summary>How long a message is worth trying.</summary>
internal static class Patience
{
    /// <summary>Tries at a provider; with the pauses between them, a little more than a ring by link lasts.</summary>
    public const int Tries = 8;

    /// <summary>Between two questions to chat, which does not answer: it is back within moments, or the ring is over.</summary>
    public static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>5 s, 10 s, 20 s … 10 min at most. Null: that was the last try.</summary>
    /// <param name="tries">How many there were, this one included; from 1.</param>
    /// <param name="asked">What the provider asked for.</param>
    public static TimeSpan? Pause(int tries, TimeSpan? asked = null)
    {
        if (tries >= Tries)
            return null;
        var pause = Shortest * Math.Pow(2, tries - 1);
        if (asked > pause)
            pause = asked.Value;
        return pause < Longest ? pause : Longest;
    }

    /// <summary>Why nobody needs the message any more; null while somebody does.</summary>
    public static string? Pointless(DateTimeOffset? ringsUntil, DateTimeOffset? overAt, DateTimeOffset now) =>
        overAt is not null || ringsUntil <= now ? SendErrors.MeetOver
        : ringsUntil is null ? SendErrors.NotNeeded
        : null;
}
