using System.Text.RegularExpressions;
using Meet.Testing;
using Meet.Testing.Browser;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

public sealed class TalkTests(MeetSystem system, Chromium chromium)
{
    [Fact]
    public async Task Messages_go_both_ways_live()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();

        await scene.Agent.WriteAsync("はい、ございます。");
        await scene.Customer.SeesMessageAsync("はい、ございます。");
        await scene.Customer.WriteAsync("ありがとうございます。");
        await scene.Agent.SeesMessageAsync("ありがとうございます。");
    }

    [Fact]
    public async Task Rule08_A_customer_calls_and_voice_becomes_video()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();

        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.RingsAsync();
        await scene.Agent.Call.AcceptAsync();
        await BothTalkAsync(scene);

        await scene.Customer.Call.TurnCameraOnAsync();
        await scene.Agent.Call.SeesAsync();
        await scene.Agent.Call.TurnCameraOnAsync();
        await scene.Customer.Call.SeesAsync();

        await scene.Customer.Call.LeaveAsync();
        await EndedForBothAsync(scene);
        await scene.Agent.MeetEntry.GetByTestId("meet-course").Locator("summary").ClickAsync();
        await Assertions.Expect(scene.Agent.MeetEntry.GetByTestId("meet-course")).ToContainTextAsync("ビデオに切り替え");
    }

    [Fact]
    public async Task Rule08_A_screen_is_shared_in_a_voice_Meet()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        await BothTalkAsync(scene);

        await scene.Agent.Page.GetByTestId("meet-share").ClickAsync();
        await scene.Customer.Call.SeesAsync();

        await scene.Agent.Page.GetByTestId("meet-share").ClickAsync();
        await Assertions.Expect(scene.Agent.Page.GetByTestId("meet-share")).ToHaveAttributeAsync("aria-label", "画面を共有");
        await scene.Agent.Call.LeaveAsync();
        await EndedForBothAsync(scene);
    }

    [Theory]
    [InlineData("voice")]
    [InlineData("video")]
    public async Task Rule01_Staff_starts_in_the_chat_and_it_rings_on_the_customers_page(string kind)
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();

        await scene.Agent.StartMeetAsync(kind);
        await scene.Customer.Call.RingsAsync();
        await scene.Customer.Call.AcceptAsync();
        await BothTalkAsync(scene);
        if (kind == "video")
        {
            await scene.Agent.Call.SeesAsync();
            await scene.Customer.Call.SeesAsync();
            await scene.Agent.Call.ShowsPicturesAsync(2);
            await scene.Customer.Call.ShowsPicturesAsync(2);
        }

        await scene.Agent.Call.LeaveAsync();
        await EndedForBothAsync(scene);
    }

    [Fact]
    public async Task Rule09_The_chat_goes_on_during_a_Meet_and_tells_of_it_afterwards()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        await BothTalkAsync(scene);

        await scene.Agent.WriteAsync("こちらをご覧ください");
        await scene.Agent.SeesMessageAsync("こちらをご覧ください");

        await scene.Agent.Call.LeaveAsync();
        await EndedForBothAsync(scene);
        await scene.Customer.SeesMessageAsync("こちらをご覧ください");
        foreach (var entry in new[] { scene.Agent.MeetEntry, scene.Customer.MeetEntry })
        {
            // How long it took, and how many there were.
            await Assertions.Expect(entry).ToContainTextAsync(new Regex("\\d+秒"));
            await Assertions.Expect(entry).ToContainTextAsync("2人");
        }
    }

    [Fact]
    public async Task Rule10_Who_reloads_is_back_in_the_same_Meet_without_being_rung()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.AcceptAsync();
        await BothTalkAsync(scene);

        await scene.Agent.Page.ReloadAsync();

        await scene.Agent.Call.IsAsync("live");
        await BothTalkAsync(scene);
        await Assertions.Expect(scene.Agent.Call.Incoming).ToHaveCountAsync(0);
        await scene.Agent.Call.LeaveAsync();
        await EndedForBothAsync(scene);
    }

    private static async Task BothTalkAsync(Scene scene)
    {
        await scene.Agent.Call.IsAsync("live");
        await scene.Customer.Call.IsAsync("live");
        await scene.Agent.Call.HearsAsync();
        await scene.Customer.Call.HearsAsync();
    }

    private static async Task EndedForBothAsync(Scene scene)
    {
        await scene.Agent.Call.IsClosedAsync();
        await scene.Customer.Call.IsClosedAsync();
        await Assertions.Expect(scene.Agent.MeetEntry).ToHaveAttributeAsync("data-state", "ended", new() { Timeout = 15_000 });
        await Assertions.Expect(scene.Customer.MeetEntry).ToHaveAttributeAsync("data-state", "ended", new() { Timeout = 15_000 });
    }
}
