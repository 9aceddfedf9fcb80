using Xunit;

namespace Meet.Testing;

/// <summary>A second process of every service of an instance, for as long as this lives. Where there are two already, they stay.</summary>
public sealed class Twins(MeetSystem system) : IAsyncLifetime
{
    /// <summary>Every process, in the order in which an upgrade replaces them.</summary>
    public static IReadOnlyList<string> Processes { get; } =
        [.. MeetSystem.Services.SelectMany(service => new[] { service, SecondOf(service) })];

    private readonly List<string> _started = [];

    public static string SecondOf(string service) => service + "2";

    public async ValueTask InitializeAsync()
    {
        foreach (var second in MeetSystem.Services.Select(SecondOf).Where(second => !system.Runs(second)))
        {
            await system.StartAsync(second);
            _started.Add(second);
        }
    }

    /// <summary>Whatever a test has stopped runs again; the seconds go.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var service in MeetSystem.Services)
        {
            await system.StartAsync(service);
        }

        foreach (var second in _started)
        {
            await system.StopAsync(second);
        }
    }
}
