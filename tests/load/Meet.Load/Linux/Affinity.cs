using System.Globalization;

namespace Meet.Load.Linux;

/// <summary>Keeps threads on one processor, so that what is measured there has it for itself.</summary>
internal static unsafe class Affinity
{
    /// <summary>The processors that this process may use, as bits; of the first 64.</summary>
    public static ulong Current
    {
        get
        {
            ulong mask;
            return Kernel.GetAffinity(0, sizeof(ulong), &mask) < 0 ? ulong.MaxValue : mask;
        }
    }

    /// <summary>All threads that this process has now; those that they start inherit it.</summary>
    public static void SetAll(ulong mask)
    {
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
            Set(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), mask);
    }

    /// <summary>The calling thread.</summary>
    public static void SetThread(ulong mask) => Set(0, mask);

    // A thread that has just ended, and a processor that is not there, are no errors worth stopping for.
    private static void Set(int thread, ulong mask) => _ = Kernel.SetAffinity(thread, sizeof(ulong), &mask);
}
