using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Meet.Testing;
using Meet.Testing.Browser;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>PRODUCT.md, voice and video rule 1, for a customer who has left: SMS, link, page, Meet.</summary>
public sealed class LinkTests(MeetSystem system, Chromium chromium)
{
    private readonly string _phone = Outbox.NewPhone();

    [Fact]
    public async Task Rule01_A_customer_who_left_gets_a_link_joins_by_it_and_both_hear_each_other()
    {
        await using var scene = await new Scene(system, chromium).OpenWithCustomerGoneAsync(_phone);
        await scene.Agent.StartMeetAsync("voice");

        var link = await scene.OpenLinkAsync(await Outbox.LinkToAsync(system, _phone));
        link.Page.Url.ShouldNotContain("#", customMessage: "the token stays in the address bar");
        await link.EnterAsync();
        await scene.Agent.Call.IsAsync("live");
        await scene.Agent.Call.HearsAsync();
        await link.Call.HearsAsync();

        await link.Page.ReloadAsync();
        await link.Call.IsAsync("live");
        await scene.Agent.Call.HearsAsync();

        await scene.Agent.Call.LeaveAsync();
        await Assertions.Expect(link.Over).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await link.LeaveMessageAsync("折り返しお願いします");
        await scene.Agent.SeesMessageAsync("折り返しお願いします");
        (await Outbox.CountToAsync(system, _phone)).ShouldBe(1);
    }

    [Fact]
    public async Task Rule01_Guessed_and_expired_links_are_refused_alike()
    {
        await using var scene = await new Scene(system, chromium).OpenWithCustomerGoneAsync(_phone);
        await scene.Agent.StartMeetAsync("voice");
        var link = await Outbox.LinkToAsync(system, _phone);
        await scene.Agent.Call.CancelAsync();

        var guessed = await scene.OpenLinkAsync(Regex.Replace(link, "#.*$", "#" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));
        await Assertions.Expect(guessed.Invalid).ToBeVisibleAsync(new() { Timeout = 15_000 });
        var said = await guessed.Invalid.InnerTextAsync();

        var given = await scene.OpenLinkAsync(link);
        await Assertions.Expect(given.Over).ToBeVisibleAsync(new() { Timeout = 15_000 });

        await system.AdvanceClockAsync(TimeSpan.FromHours(25));
        var late = await scene.OpenLinkAsync(link);
        await Assertions.Expect(late.Invalid).ToBeVisibleAsync(new() { Timeout = 15_000 });
        (await late.Invalid.InnerTextAsync()).ShouldBe(said);
    }
}
