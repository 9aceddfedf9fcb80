using System.Globalization;

namespace Meet.Bench.Joins;

/// <summary>What processes have used with all that they started, as the kernel counts it (proc(5)).</summary>
internal static class TreeCpu
{
    private const double MillisecondsPerTick = 10; // USER_HZ is 100, whatever the kernel's own

    /// <summary>Milliseconds so far of each process and its descendants, those that have ended included.</summary>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyDictionary<string, int> roots)
    {
        var all = Read().ToDictionary(each => each.Process);
        return roots.ToDictionary(root => root.Key, root => all.Values.Where(each => Descends(each, root.Value)).Sum(each => each.Ticks) * MillisecondsPerTick);

        bool Descends(Line line, int root) => line.Process == root || (all.TryGetValue(line.Parent, out var parent) && Descends(parent, root));
    }

    private static IEnumerable<Line> Read()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process) && TryRead(process) is { } line)
                yield return line;
        }
    }

    private static Line? TryRead(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            // Behind the name, which may hold anything: state, ppid, …; utime, stime, cutime and cstime are the 14th to the 17th of all.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Line(process, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[11..15].Sum(each => long.Parse(each, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            return null; // It ended meanwhile.
        }
    }

    private readonly record struct Line(int Process, int Parent, long Ticks);
}
