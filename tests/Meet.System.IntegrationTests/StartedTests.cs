using System.Net;
using Meet.Testing;

namespace Meet.SystemTests;

/// <summary>What a rollout waits for: every service of the running product has its database and its broker.</summary>
public sealed class StartedTests(MeetSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("gateway")]
    [InlineData("chat")]
    [InlineData("meets")]
    [InlineData("notification")]
    [InlineData("signaling")]
    [InlineData("media")]
    public async Task A_service_says_when_it_has_all_that_it_needs(string service)
    {
        using var client = new HttpClient { BaseAddress = system.AddressOf(service) };
        using var patience = new CancellationTokenSource(Patience);
        HttpStatusCode status;
        while ((status = (await client.GetAsync(new Uri("/health/started", UriKind.Relative), patience.Token)).StatusCode) != HttpStatusCode.OK)
            await Task.Delay(100, patience.Token);

        status.ShouldBe(HttpStatusCode.OK);
    }
}
