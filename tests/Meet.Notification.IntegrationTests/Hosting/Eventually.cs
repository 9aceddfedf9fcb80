using System.Diagnostics;

namespace Meet.Notification.IntegrationTests;

/// <summary>Waits for something that happens elsewhere: as short as it takes, as long as a slow machine may need.</summary>
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
                return seen;
            if (limit.Elapsed > Limit)
                throw new TimeoutException($"{what} did not come; last seen: {seen}");
            await Task.Delay(50);
        }
    }

    public static Task<T> SeeAsync<T>(Func<T> look, Func<T, bool> isThere, string what) => GetAsync(() => Task.FromResult(look()), isThere, what);
}
