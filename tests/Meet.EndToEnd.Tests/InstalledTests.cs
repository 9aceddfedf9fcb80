using Meet.Testing;
using Meet.Testing.Browser;

namespace Meet.EndToEnd.Tests;

/// <summary>
/// The main scenario, with the account that an installation begins with (<c>MEET_INSTALLED_EMAIL</c>, <c>MEET_INSTALLED_PASSWORD</c>) where there
/// is one, and the demo's elsewhere: nothing but what a stranger finds after installing.
/// </summary>
public sealed class InstalledTests(MeetSystem system, Chromium chromium)
{
    [Fact]
    public async Task A_customer_presses_the_button_an_agent_answers_and_both_hear_each_other()
    {
        var given = Environment.GetEnvironmentVariable("MEET_INSTALLED_EMAIL");
        var account = given is { Length: > 0 }
            ? new DemoAccount(given, Environment.GetEnvironmentVariable("MEET_INSTALLED_PASSWORD")!)
            : DemoAccounts.Aoi;
        await using var scene = await new Scene(system, chromium) { Account = account }.OpenAsync();

        await scene.Customer.StartMeetAsync("voice");
        await scene.Agent.Call.RingsAsync();
        await scene.Agent.Call.AcceptAsync();

        await scene.Agent.Call.IsAsync("live");
        await scene.Customer.Call.IsAsync("live");
        await scene.Agent.Call.HearsAsync();
        await scene.Customer.Call.HearsAsync();
        await scene.Customer.Call.LeaveAsync();
        await scene.Agent.Call.IsClosedAsync();
        await scene.Customer.Call.IsClosedAsync();
    }
}
