using System.Globalization;
using Meet.Load.Linux;

namespace Meet.Bench.Media;

/// <summary>What a process has used and holds at one moment, as the kernel counts it.</summary>
/// <param name="Cpu">All its threads', also of those that have ended; on loopback with the kernel's receiving of what it sends.</param>
/// <param name="MachineBusy">All processors' together, of all processes.</param>
/// <param name="Resident">Bytes.</param>
/// <param name="Files">Open descriptors: sockets and what else.</param>
internal readonly record struct ProcessUse(TimeSpan At, TimeSpan Cpu, TimeSpan MachineBusy, long Resident, int Files)
{
    private const double TicksPerSecond = 100; // USER_HZ, whatever the kernel's own

    /// <exception cref="InvalidOperationException">The process is gone.</exception>
    public static ProcessUse Of(int process)
    {
        var clock = Kernel.CpuClockOf(process) ?? throw new InvalidOperationException($"Process {process} is gone.");
        return new ProcessUse(
            Nanoseconds(Kernel.Read(Kernel.ClockMonotonic)), Nanoseconds(Kernel.Read(clock)), Busy(),
            ResidentOf(process), Directory.GetFileSystemEntries($"/proc/{process}/fd").Length);
    }

    private static TimeSpan Nanoseconds(long count) => TimeSpan.FromMicroseconds(count / 1000d);

    // user, nice, system, idle, iowait, irq, softirq, steal (proc(5)).
    private static TimeSpan Busy()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = ((int[])[1, 2, 3, 6, 7, 8]).Sum(field => long.Parse(fields[field], CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private static long ResidentOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(each => each.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', '\t').First(part => part.Length > 0 && char.IsAsciiDigit(part[0])), CultureInfo.InvariantCulture);
    }
}
