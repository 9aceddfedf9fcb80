using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Meet.Contracts;
using Meet.ServiceDefaults.Health;
using Meet.ServiceDefaults.Http;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Meet.ServiceDefaults.Tests;

public sealed class ServiceTests : IAsyncLifetime
{
    private readonly PemFiles _keys = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;
    private HealthStatus _health = HealthStatus.Healthy;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection([new("Keys:Directory", _keys.Folder)]);
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults("test");
        builder.Services.AddHealthChecks().AddCheck("changing", () => new HealthCheckResult(_health), [ServiceHealth.Ready]);
        _app = builder.Build();
        _app.UseServiceDefaults();
        _app.MapGet("/staff", (Caller caller) => caller.Person).RequireAuthorization(Policies.Staff);
        _app.MapPost("/echo", (Body body) => body).RequireAuthorization(Policies.Person);
        _app.MapGet("/broken", () => { throw new InvalidOperationException("secret detail"); });
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _client = _app.GetTestClient();
    }

    [Fact]
    public async Task A_request_without_the_gateways_token_is_refused() =>
        (await CodeAsync(await _client.GetAsync(new Uri("/staff", UriKind.Relative)))).ShouldBe((401, "not_signed_in"));

    [Fact]
    public async Task A_customer_is_no_staff()
    {
        SignIn("customer");

        (await CodeAsync(await _client.GetAsync(new Uri("/staff", UriKind.Relative)))).ShouldBe((403, "forbidden"));
    }

    [Fact]
    public async Task The_caller_is_who_the_gateway_vouched_for()
    {
        var id = SignIn("staff");

        var person = await _client.GetFromJsonAsync<PersonRef>("/staff", JsonDefaults.Options);

        person.ShouldBe(new PersonRef(PersonKind.Staff, id, "田中 葵"));
    }

    [Theory]
    [InlineData("{", 400, "bad_request")]
    [InlineData("{\"kind\": 7}", 400, "bad_request")]
    [InlineData("{\"kind\": \"nobody\"}", 400, "bad_request")]
    public async Task A_malformed_body_is_a_clear_problem(string json, int status, string code)
    {
        SignIn("staff");
        using var content = new StringContent(json, Encoding.UTF8, "application/json");

        (await CodeAsync(await _client.PostAsync(new Uri("/echo", UriKind.Relative), content))).ShouldBe((status, code));
    }

    [Fact]
    public async Task A_failure_of_ours_tells_no_detail()
    {
        var answer = await _client.GetAsync(new Uri("/broken", UriKind.Relative));

        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("secret");
        (await CodeAsync(answer)).ShouldBe((500, "internal_error"));
    }

    [Fact]
    public async Task Tests_may_move_the_clock()
    {
        var time = _app.Services.GetRequiredService<TimeProvider>();
        var before = time.GetUtcNow();

        await _client.PostAsJsonAsync("/test/clock", new { advanceSeconds = 120 });

        (time.GetUtcNow() - before).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(120));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/started")]
    [InlineData("/openapi/v1.json")]
    public async Task What_every_service_has_needs_no_token(string path) =>
        (await _client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Without_its_bus_a_service_has_not_started_yet_goes_on_serving()
    {
        _health = HealthStatus.Degraded;

        (await StatusAsync("/health/started")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_its_database_a_service_is_not_ready_but_alive()
    {
        _health = HealthStatus.Unhealthy;

        (await StatusAsync("/health/started")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync("/health/live")).ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _keys.Dispose();
    }

    private async Task<HttpStatusCode> StatusAsync(string path) => (await _client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;

    private Guid SignIn(string kind)
    {
        var id = Guid.NewGuid();
        using var signer = new TokenSigner(_keys["gateway.key"], Tokens.GatewayIssuer, TimeProvider.System);
        var signed = signer.Sign(Tokens.ServicesAudience, new Dictionary<string, object>
        {
            [Claims.Tenant] = "demo",
            [Claims.Subject] = id.ToString(),
            [Claims.Kind] = kind,
            [Claims.Name] = "田中 葵",
            [Claims.Session] = Guid.NewGuid().ToString(),
        });
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signed.Token);
        return id;
    }

    private static async Task<(int Status, string? Code)> CodeAsync(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, problem.GetProperty("code").GetString());
    }

    internal sealed record Body(PersonKind Kind);
}
