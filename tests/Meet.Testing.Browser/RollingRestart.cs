using Meet.Testing.Browser.Pages;
using Meet.Testing.People;

namespace Meet.Testing.Browser;

/// <summary>What the restart of one process did to those who talk, and to a ring that began meanwhile.</summary>
/// <param name="Process">Its name.</param>
/// <param name="RestartMs">From the word to stop until it is ready again.</param>
/// <param name="AudioGap">The longest time in which one of the two received no audio.</param>
/// <param name="RejoinMs">For the media node that had the Meet: from the word to stop until both heard the other again; null for everybody else.</param>
/// <param name="RingMs">From the start of a Meet until it rang on the called one's page; null if it did not.</param>
/// <param name="Missed">Why the Meet was missed at once instead; null if it was not.</param>
/// <param name="RefusedStarts">How often the start of that Meet was refused with a 5xx, and made again.</param>
/// <param name="RingsShown">How many rings stood on the page at once: one is right.</param>
public sealed record RestartFigures(
    string Process, double RestartMs, AudioGap AudioGap, double? RejoinMs, double? RingMs, string? Missed, int RefusedStarts, int RingsShown);

/// <summary>
/// Restarts every process of an instance with two of each, one at a time, as an upgrade does: the word to stop (SIGTERM), then a new one until it
/// is ready. Meanwhile the scene's two talk, and each time somebody else is called.
/// </summary>
public sealed class RollingRestart(MeetSystem system, Scene scene)
{
    private static readonly TimeSpan RingPatience = TimeSpan.FromSeconds(20);

    /// <summary>The scene's two must be in a Meet and hear each other. A <paramref name="colleague"/> is signed in as the called one.</summary>
    public async IAsyncEnumerable<RestartFigures> RunAsync(Colleague colleague, DemoAccount called)
    {
        using var callee = await Person.StaffAsync(system, called);
        // A page that nobody has touched since it was opened may not ring.
        await colleague.Agent.Page.GetByTestId("rail-inbox").ClickAsync();
        await Eventually.Becomes(() => callee.GetAsync("/api/chat/staff"), team => team.ShouldBeOk().Json["items"]!.AsArray().Any(member =>
            member!["person"]!["id"]!.GetValue<Guid>() == callee.Id && member["ready"]!.GetValue<bool>()), "the called one is ready");
        using var caller = await Person.CustomerAsync(system);
        var chat = await caller.OpenChatAsync();
        await callee.TakeAsync(chat);
        foreach (var process in Twins.Processes)
        {
            yield return await RestartAsync(process, colleague, callee, caller, chat);
        }
    }

    private async Task<RestartFigures> RestartAsync(string process, Colleague colleague, Person callee, Person caller, Guid chat)
    {
        var hasTheMeet = process.StartsWith("media", StringComparison.Ordinal) && MediaNodes.ProcessOf(await new MediaNodes(system).InUseAsync()) == process;
        await Task.WhenAll(AudioGap.BeginAsync(scene.Agent.Page), AudioGap.BeginAsync(scene.Customer.Page));
        var began = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var restart = RestartAsync(process);
        var ring = await RingAsync(colleague, callee, caller, chat);
        await restart;
        double? rejoined = hasTheMeet
            ? (await Task.WhenAll(FirstAudioAsync(scene.Agent, began), FirstAudioAsync(scene.Customer, began))).Max() - began
            : null;
        await scene.Agent.Call.HearsAsync();
        await scene.Customer.Call.HearsAsync();
        var gaps = await Task.WhenAll(AudioGap.EndAsync(scene.Agent.Page), AudioGap.EndAsync(scene.Customer.Page));
        return new(process, await restart, gaps.Aggregate(AudioGap.Longest), rejoined, ring.After, ring.Missed, ring.Refused, ring.Shown);
    }

    private static Task<double> FirstAudioAsync(AgentPage agent, double than) => Marks.YoungerAsync(agent.Page, "meet:first-audio", than);

    private static Task<double> FirstAudioAsync(CustomerPage customer, double than) => Marks.YoungerAsync(customer.Page, "meet:first-audio", than);

    private async Task<double> RestartAsync(string process)
    {
        var began = TimeProvider.System.GetTimestamp();
        await system.StopAsync(process);
        await system.StartAsync(process);
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>A Meet that begins in the middle of it, rings, and is declined.</summary>
    private static async Task<(double? After, string? Missed, int Refused, int Shown)> RingAsync(Colleague colleague, Person callee, Person caller, Guid chat)
    {
        var began = TimeProvider.System.GetTimestamp();
        var refused = 0;
        var started = await Eventually.Becomes(
            async () =>
            {
                var answer = await caller.PostAsync("/api/meets", new { chatId = chat, kind = "voice" });
                refused += (int)answer.Status >= 500 ? 1 : 0;
                return answer;
            },
            answer => (int)answer.Status < 500,
            "a Meet starts");
        var view = started.ShouldBeOk().Json["meet"]!;
        if (view["state"]!.GetValue<string>() == "ended")
        {
            return (null, view["missedReason"]?.GetValue<string>() ?? "told nobody why", refused, 0);
        }

        var meet = view["meetId"]!.GetValue<Guid>();
        var after = await ShownAsync(colleague, began);
        var shown = await colleague.Agent.Call.Incoming.CountAsync();
        (await Eventually.Becomes(() => callee.PostAsync($"/api/meets/{meet}/decline"), answer => (int)answer.Status < 500, "the ring is declined")).ShouldBeOk();
        await colleague.Agent.Call.RingsNoMoreAsync();
        return (after, null, refused, shown);
    }

    private static async Task<double?> ShownAsync(Colleague colleague, long began)
    {
        while (TimeProvider.System.GetElapsedTime(began) is var waited && waited < RingPatience)
        {
            if (await colleague.Agent.Call.Incoming.CountAsync() > 0)
            {
                return waited.TotalMilliseconds;
            }

            await Task.Delay(20);
        }

        return null;
    }
}
