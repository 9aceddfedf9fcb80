using System.Globalization;

namespace Meet.Grpc.Wire;

/// <summary>The value of <c>grpc-timeout</c>: 1 to 8 digits and a unit of H, M, S, m, u or n.</summary>
internal static class GrpcTimeout
{
    private const long Most = 99_999_999;
    private const int NanosecondsPerTick = 100;

    /// <summary>Longer deadlines are no deadlines: timers end here (about 24 days).</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>The finest unit whose number fits, rounded up: a peer never gives up earlier than asked.</summary>
    /// <param name="timeout">More than zero.</param>
    public static string Format(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        if (timeout.Ticks <= Most / NanosecondsPerTick)
            return Text(timeout.Ticks * NanosecondsPerTick, 'n');
        ReadOnlySpan<(long Ticks, char Unit)> units =
        [
            (TimeSpan.TicksPerMicrosecond, 'u'), (TimeSpan.TicksPerMillisecond, 'm'),
            (TimeSpan.TicksPerSecond, 'S'), (TimeSpan.TicksPerMinute, 'M'),
        ];
        foreach (var (ticks, unit) in units)
        {
            var count = RoundedUp(timeout.Ticks, ticks);
            if (count <= Most)
                return Text(count, unit);
        }

        return Text(Math.Min(Most, RoundedUp(timeout.Ticks, TimeSpan.TicksPerHour)), 'H');
    }

    /// <summary>False for anything the grammar does not allow.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > 9 || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        long? ticks = text[^1] switch
        {
            'H' => count * TimeSpan.TicksPerHour,
            'M' => count * TimeSpan.TicksPerMinute,
            'S' => count * TimeSpan.TicksPerSecond,
            'm' => count * TimeSpan.TicksPerMillisecond,
            'u' => count * TimeSpan.TicksPerMicrosecond,
            'n' => RoundedUp(count, NanosecondsPerTick),
            _ => null,
        };
        timeout = new TimeSpan(ticks ?? 0);
        return ticks is not null;
    }

    /// <summary>What a timer can be set to.</summary>
    public static TimeSpan ForTimer(TimeSpan timeout) => timeout > LongestTimer ? Timeout.InfiniteTimeSpan : timeout;

    private static long RoundedUp(long value, long unit) => (value / unit) + (value % unit == 0 ? 0 : 1);

    private static string Text(long count, char unit) => string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
}
