using System.Text;
using Meet.ServiceDefaults.Identity;
using Meet.ServiceDefaults.Time;

namespace Meet.ServiceDefaults.Tests;

public sealed class TokenTests : IDisposable
{
    private readonly PemFiles _keys = new();
    private readonly TestClock _clock = new();
    private readonly TokenSigner _signer;
    private readonly TokenVerifier _verifier;

    public TokenTests()
    {
        _signer = new TokenSigner(_keys["gateway.key"], Tokens.GatewayIssuer, _clock);
        _verifier = new TokenVerifier(_keys["gateway.pub"], Tokens.GatewayIssuer, Tokens.ServicesAudience, _clock);
    }

    [Fact]
    public async Task A_token_carries_its_claims()
    {
        var signed = _signer.Sign(Tokens.ServicesAudience, new Dictionary<string, object> { [Claims.Tenant] = "demo" });

        var identity = await _verifier.VerifyAsync(signed.Token);

        identity.ShouldNotBeNull().FindFirst(Claims.Tenant)!.Value.ShouldBe("demo");
    }

    [Fact]
    public async Task A_token_ends_with_its_life()
    {
        var signed = _signer.Sign(Tokens.ServicesAudience, new Dictionary<string, object>());
        _clock.Advance(Tokens.Life + TimeSpan.FromSeconds(6));

        (await _verifier.VerifyAsync(signed.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_for_the_hub_opens_no_service()
    {
        var signed = _signer.Sign(Tokens.HubAudience, new Dictionary<string, object>());

        (await _verifier.VerifyAsync(signed.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Another_signer_is_not_believed()
    {
        using var forger = new TokenSigner(_keys["meets.key"], Tokens.GatewayIssuer, _clock);

        (await _verifier.VerifyAsync(forger.Sign(Tokens.ServicesAudience, new Dictionary<string, object>()).Token)).ShouldBeNull();
    }

    [Fact]
    public async Task An_unsigned_token_is_not_believed()
    {
        var payload = _signer.Sign(Tokens.ServicesAudience, new Dictionary<string, object>()).Token.Split('.')[1];
        var header = Convert.ToBase64String(Encoding.ASCII.GetBytes("""{"alg":"none","typ":"JWT"}""")).TrimEnd('=');

        (await _verifier.VerifyAsync($"{header}.{payload}.")).ShouldBeNull();
    }

    [Fact]
    public async Task Who_is_disposed_of_takes_nothing_from_others_with_the_same_key()
    {
        using (var signer = new TokenSigner(_keys["gateway.key"], Tokens.GatewayIssuer, _clock))
        using (var verifier = new TokenVerifier(_keys["gateway.pub"], Tokens.GatewayIssuer, Tokens.ServicesAudience, _clock))
        {
            (await verifier.VerifyAsync(signer.Sign(Tokens.ServicesAudience, new Dictionary<string, object>()).Token)).ShouldNotBeNull();
        }

        (await _verifier.VerifyAsync(_signer.Sign(Tokens.ServicesAudience, new Dictionary<string, object>()).Token)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("not a token at all")]
    public async Task Garbage_is_refused_without_an_exception(string garbage) =>
        (await _verifier.VerifyAsync(garbage)).ShouldBeNull();

    public void Dispose()
    {
        _verifier.Dispose();
        _signer.Dispose();
        _keys.Dispose();
    }
}
