using System.Runtime.InteropServices;
using Meet.Media.Net;

namespace Meet.Load.Linux;

/// <summary>The system calls that the node has no use for.</summary>
internal static unsafe partial class Kernel
{
    public const int ClockRealtime = 0;
    public const int ClockMonotonic = 1;
    public const int ClockThreadCpu = 3;

    public const int SoBindToDevice = 25;
    public const int SoTimestampNs = 35;
    public const int SoRxqOvfl = 40;
    public const int IpPktInfo = 8;

    private const int TimerAbsolute = 1;
    private const int PrSetTimerSlack = 29;

    /// <summary>Nanoseconds of a clock: wall, monotonic, a thread's or (<see cref="CpuClockOf"/>) a process's.</summary>
    public static long Read(int clock)
    {
        LibC.TimeSpec time;
        return GetTime(clock, &time) == 0 ? (time.Seconds * 1_000_000_000) + time.Nanoseconds : 0;
    }

    /// <summary>Sleeps until that nanosecond of the monotonic clock.</summary>
    public static void SleepUntil(long nanosecond)
    {
        var time = new LibC.TimeSpec { Seconds = nanosecond / 1_000_000_000, Nanoseconds = nanosecond % 1_000_000_000 };
        _ = NanoSleep(ClockMonotonic, TimerAbsolute, &time, null);
    }

    /// <summary>This thread's sleeps end within a microsecond of their time; the usual is 50.</summary>
    public static void SleepPrecisely() => _ = ProcessControl(PrSetTimerSlack, 1000, 0, 0, 0);

    /// <summary>The clock of all CPU time that a process has used; null: there is no such process.</summary>
    public static int? CpuClockOf(int process) => GetCpuClock(process, out var clock) == 0 ? clock : null;

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    public static partial int SetAffinity(int thread, nuint length, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    public static partial int GetAffinity(int thread, nuint length, ulong* mask);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static partial int GetTime(int clock, LibC.TimeSpec* time);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int NanoSleep(int clock, int flags, LibC.TimeSpec* time, LibC.TimeSpec* left);

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int GetCpuClock(int process, out int clock);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);
}
