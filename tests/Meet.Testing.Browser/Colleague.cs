using Meet.Testing.Browser.Pages;

namespace Meet.Testing.Browser;

/// <summary>A further team member of a scene. Their browser closes with the scene; their Meet is left before.</summary>
public sealed record Colleague(AgentPage Agent) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Agent.Call.LeaveIfInAsync();
}
