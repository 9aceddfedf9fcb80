using Meet.Testing;
using Meet.Testing.Browser;

namespace Meet.EndToEnd.Tests;

/// <summary>Every process of two of each is restarted, one after the other, while two people talk and others are called.</summary>
public sealed class RestartTests(MeetSystem system, Chromium chromium) : IClassFixture<Twins>
{
    private static readonly TimeSpan Rejoined = TimeSpan.FromSeconds(5);

    // A voice that is silent sends a packet every 400 ms only.
    private static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_rolling_restart_is_heard_by_nobody_but_at_the_media_node_and_no_ring_is_lost_or_doubled()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await using var colleague = await scene.ColleagueAsync(DemoAccounts.Sato);
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        await scene.Customer.Call.IsAsync("live");
        await scene.Agent.Call.HearsAsync();
        await scene.Customer.Call.HearsAsync();

        List<RestartFigures> all = [];
        await foreach (var figures in new RollingRestart(system, scene).RunAsync(colleague, DemoAccounts.Sato))
        {
            all.Add(figures);
        }

        var told = string.Join('\n', all);
        all.ShouldAllBe(each => each.RingMs != null && each.RingsShown == 1, told);
        all.Where(each => each.RejoinMs is null).ShouldAllBe(each => each.AudioGap.Missing < Unnoticed.TotalMilliseconds, told);
        var moved = all.Where(each => each.RejoinMs is not null).ToList();
        moved.ShouldNotBeEmpty(told);
        moved.ShouldAllBe(each => each.RejoinMs < Rejoined.TotalMilliseconds && each.AudioGap.Missing < Rejoined.TotalMilliseconds, told);
        await scene.Agent.Call.LeaveAsync();
        await scene.Customer.Call.IsClosedAsync();
    }
}
