using Meet.Testing;

namespace Meet.EndToEnd.Tests;

/// <summary>The product's meets processes with a relay in their settings, as an installation with coturn has it; without again at the end.</summary>
internal sealed class WithRelay(MeetSystem system) : IAsyncDisposable
{
    public Task NameAsync(TurnServer turn) => RestartAsync(new() { ["Turn__Urls__0"] = turn.Url, ["Turn__Secret"] = TurnServer.Secret });

    public async ValueTask DisposeAsync() => await RestartAsync([]);

    private async Task RestartAsync(Dictionary<string, string> settings)
    {
        foreach (var process in system.RunningOf("meets"))
        {
            await system.KillAsync(process);
            await system.StartAsync(process, settings);
        }
    }
}
