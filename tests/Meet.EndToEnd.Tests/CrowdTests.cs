using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.People;
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

    /// <summary>
    /// The agent and the customer in browsers; the other eight speak the same protocols without one, since ten browsers are too much for a
    /// small machine.
    /// </summary>
    [Fact]
    public async Task Ten_talk_and_everybody_hears_the_five_who_have_the_floor()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        using var aoi = await Person.StaffAsync(system, DemoAccounts.Aoi);
        var meetId = Guid.Parse(await scene.Agent.Page.EvaluateAsync<string>("() => window.__meet.state().meetId"));
        var colleagues = new List<Talker>();
        try
        {
            while (colleagues.Count < 8)
            {
                colleagues.Add(await Talker.OpenAsync(await NewColleagueAsync(aoi, colleagues.Count + 1)));
            }

            (await aoi.PostAsync($"/api/meets/{meetId}/invite", new { staffIds = colleagues.Select(colleague => colleague.Person.Id) })).ShouldBeOk();
            await Task.WhenAll(colleagues.Select(colleague => colleague.AcceptAsync(meetId)));

            await Assertions.Expect(scene.Agent.Call.Participants).ToHaveCountAsync(10, new() { Timeout = 30_000 });
            // The widget is small: six at a time.
            await Assertions.Expect(scene.Customer.Call.Participants).ToHaveCountAsync(6);
            await scene.Customer.Find("stage-page-after").ClickAsync();
            await Assertions.Expect(scene.Customer.Call.Participants).ToHaveCountAsync(4);
            // Five at once (docs/media/voices.md): who is one of them hears the four others.
            await scene.Agent.Call.HearsPeopleAsync(4);
            await scene.Customer.Call.HearsPeopleAsync(4);

            foreach (var colleague in colleagues)
            {
                await Eventually.Becomes(() => Task.FromResult(colleague.Hears(packets: 50)), heard => heard is 4 or 5, "hears those who have the floor");
            }
        }
        finally
        {
            foreach (var colleague in colleagues)
            {
                await colleague.DisposeAsync();
            }
        }
    }

    private async Task<Person> NewColleagueAsync(Person admin, int number)
    {
        var account = new DemoAccount($"crowd-{number}-{Guid.NewGuid():n}@demo.example");
        (await admin.PostAsync("/api/chat/staff", new { name = $"同僚 {number}", email = account.Email, password = account.Password, operatorSeat = false, admin = false })).ShouldBeOk();
        return await Person.StaffAsync(system, account);
    }
}
