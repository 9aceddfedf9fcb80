using Meet.Testing;

namespace Meet.EndToEnd.Tests;

/// <summary>The product's media nodes with another list of video codecs; with their own again at the end.</summary>
internal sealed class PreferringNodes(MeetSystem system) : IAsyncDisposable
{
    /// <param name="codecs">As <c>MEET_VIDEO_CODECS</c> has them.</param>
    public Task PreferAsync(string codecs) => RestartAsync(new() { ["MEET_VIDEO_CODECS"] = codecs });

    public async ValueTask DisposeAsync() => await RestartAsync([]);

    private async Task RestartAsync(Dictionary<string, string> settings)
    {
        foreach (var node in system.RunningOf("media"))
        {
            await system.KillAsync(node);
            await system.StartAsync(node, settings);
        }
    }
}
