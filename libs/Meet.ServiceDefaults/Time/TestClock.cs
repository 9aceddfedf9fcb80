using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Meet.ServiceDefaults.Time;

/// <summary>
/// The system's clock, moved forward by what tests ask for, so that a ring's 120 s need not be waited for. Only wall-clock reads
/// move; timers run in real time, so whoever waits for an instant must look at the clock again (<see cref="Moved"/> tells when).
/// </summary>
public sealed class TestClock : TimeProvider
{
    private long _offsetTicks;

    /// <summary>Raised after the clock was moved.</summary>
    public event Action? Moved;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _offsetTicks));

    /// <summary>Moves the clock forward.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref _offsetTicks, by.Ticks);
        Moved?.Invoke();
    }
}

internal static class Clock
{
    public static void AddClock(this IServiceCollection services, IHostEnvironment environment)
    {
        if (environment.IsEnvironment("Testing"))
        {
            services.AddSingleton<TestClock>();
            services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<TestClock>());
        }
        else
        {
            services.AddSingleton(TimeProvider.System);
        }
    }

    /// <summary>Only in the Testing environment, only on the service's own port: the gateway does not route it.</summary>
    public static void MapTestClock(this WebApplication app)
    {
        if (app.Services.GetService<TestClock>() is { } clock)
        {
            app.MapPost("/test/clock", (AdvanceClock advance) =>
            {
                clock.Advance(TimeSpan.FromSeconds(advance.AdvanceSeconds));
                return TypedResults.Ok(new { now = clock.GetUtcNow() });
            }).AllowAnonymous().ExcludeFromDescription();
        }
    }

    /// <param name="AdvanceSeconds">Not negative.</param>
    internal sealed record AdvanceClock(double AdvanceSeconds);
}
