using Meet.Testing;
using Meet.Testing.Browser;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>More than two browsers' worth of people in one Meet.</summary>
public sealed class CrowdTests(MeetSystem system, Chromium chromium)
{
    [Fact]
    public async Task Three_talk_when_a_colleague_is_invited_into_a_running_Meet()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await using var sato = await scene.ColleagueAsync(DemoAccounts.Sato);
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");

        await scene.Agent.Page.GetByTestId("meet-more").ClickAsync();
        await scene.Agent.Page.GetByTestId("meet-people").ClickAsync();
        await scene.Agent.Page.GetByTestId("invite-search").FillAsync("佐藤");
        await scene.Agent.Page.GetByTestId("invite-staff").First.ClickAsync();
        await sato.Agent.Call.RingsAsync();
        await sato.Agent.Call.AcceptAsync();

        foreach (var call in new[] { scene.Agent.Call, sato.Agent.Call, scene.Customer.Call })
        {
            await call.IsAsync("live");
            await call.HearsAsync();
            await Assertions.Expect(call.Participants).ToHaveCountAsync(3, new() { Timeout = 15_000 });
        }
    }
}
