using System.Diagnostics;

namespace Meet.Meets.IntegrationTests.Harness;

/// <summary>Waits for something another process does: as short as it takes, as long as a slow machine may need.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<T> GetAsync<T>(Func<Task<T>> look, Func<T, bool> isThere, string what)
    {
        var limit = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (isThere(seen))
            {
                return seen;
            }

            if (limit.Elapsed > Limit)
            {
                throw new TimeoutException($"{what} did not come; last seen: {seen}");
            }

            await Task.Delay(50);
        }
    }
}
