using System.Diagnostics;

namespace Meet.Testing.People;

/// <summary>What must come to be, soon after what caused it: asked again and again, for a minute at most.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<T> Becomes<T>(Func<Task<T>> ask, Func<T, bool> condition, string what)
    {
        var asked = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (condition(answer))
            {
                return answer;
            }

            asked.Elapsed.ShouldBeLessThan(Limit, $"{what}; at last it was: {answer}");
            await Task.Delay(Pause);
        }
    }
}
