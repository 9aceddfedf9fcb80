using Meet.Meets.Turn;
using Microsoft.Extensions.Configuration;

namespace Meet.Meets.Tests;

public sealed class TurnServersTests
{
    private static readonly Guid Anna = Guid.Parse("0197a3c0-0000-7000-8000-000000000001");
    private static readonly TurnOptions Options = new()
    {
        Urls = ["turn:turn.example.com:3478?transport=udp", "turns:turn.example.com:443"], Secret = "a secret that coturn has too", Lifetime = 3600,
    };

    [Fact]
    public void Credentials_are_those_that_coturn_computes_from_the_same_secret()
    {
        // printf %s "$username" | openssl dgst -sha1 -hmac "$secret" -binary | base64
        var server = new TurnServers(Options, new FixedTime(1798761600 - 3600)).For(Anna).ShouldHaveSingleItem();

        server.Username.ShouldBe("1798761600:0197a3c0-0000-7000-8000-000000000001");
        server.Credential.ShouldBe("5bHUhe7jM4XMgJNi+WtpYLGtHRU=");
        server.Urls.ShouldBe(Options.Urls);
        server.ToString().ShouldNotContain(server.Credential);
    }

    [Fact]
    public void Nothing_configured_means_no_servers() =>
        new TurnServers(new TurnOptions(), TimeProvider.System).For(Anna).ShouldBeEmpty();

    [Fact]
    public void The_secret_may_be_a_files()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Options.Secret + "\n");
        var time = new FixedTime(0);

        new TurnServers(Options with { Secret = "", SecretFile = file }, time).For(Anna)[0].Credential
            .ShouldBe(new TurnServers(Options, time).For(Anna)[0].Credential);
        File.Delete(file);
    }

    [Fact]
    public void What_cannot_work_is_refused_with_the_reason()
    {
        Refused(Options with { Urls = ["stun:turn.example.com"] }).ShouldContain("stun:turn.example.com");
        Refused(Options with { Urls = ["turn:"] }).ShouldContain("Turn:Urls");
        Refused(Options with { Secret = "short" }).ShouldContain("at least 16 characters");
        Refused(Options with { SecretFile = "/nowhere" }).ShouldContain("both set");
        Refused(Options with { Secret = "", SecretFile = "/nowhere" }).ShouldContain("/nowhere");
        Refused(Options with { Lifetime = 59 }).ShouldContain("Turn:Lifetime");
        Options.ToString().ShouldNotContain(Options.Secret);
    }

    [Fact]
    public void The_service_does_not_start_with_what_cannot_work()
    {
        var section = new Dictionary<string, string?> { ["Turn:Urls:0"] = "turn:turn.example.com", ["Turn:Secret"] = "short" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(section).Build();

        Should.Throw<InvalidOperationException>(() => TurnOptions.Of(configuration)).Message.ShouldContain("Turn:Secret");
        section["Turn:Secret"] = Options.Secret;
        TurnOptions.Of(new ConfigurationBuilder().AddInMemoryCollection(section).Build()).Urls.ShouldBe(["turn:turn.example.com"]);
    }

    private static string Refused(TurnOptions options) => string.Join(' ', options.Problems());

    private sealed class FixedTime(long unixSeconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(unixSeconds);
    }
}
