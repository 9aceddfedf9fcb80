using System.Globalization;
using System.Text;
using Meet.Chat.Inbound;

namespace Meet.Chat.Tests;

public sealed class WebhookSignatureTests
{
    private const string Secret = "secret";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"text":"こんにちは"}""");

    /// <summary>By openssl: printf '1767225600.{"text":"こんにちは"}' | openssl dgst -sha256 -hmac secret.</summary>
    private const string ByOpenSsl = "fe65d7362869d89e246638a5f7a290719d8e00bdd20fb3b6ae8681f7d9615a24";

    [Fact]
    public void The_signature_is_HMAC_SHA256_over_time_and_body() =>
        WebhookSignature.IsValid($"t=1767225600,v1={ByOpenSsl}", Body, Secret, Now).ShouldBeTrue();

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void It_is_good_for_five_minutes_either_way(int seconds, bool valid) =>
        WebhookSignature.IsValid(Header(Now), Body, Secret, Now.AddSeconds(seconds)).ShouldBe(valid);

    [Fact]
    public void Another_secret_body_or_time_is_another_signature()
    {
        var header = Header(Now);

        WebhookSignature.IsValid(header, Body, "other", Now).ShouldBeFalse();
        WebhookSignature.IsValid(header, "{}"u8, Secret, Now).ShouldBeFalse();
        WebhookSignature.IsValid(header.Replace("600,", "601,", StringComparison.Ordinal), Body, Secret, Now).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1767225600")]
    [InlineData("v1=00,t=1767225600")]
    [InlineData("t=1767225600,v1=")]
    [InlineData("t=1767225600,v1=zz")]
    [InlineData("t=,v1=" + ByOpenSsl)]
    [InlineData("t=99999999999999999999999,v1=" + ByOpenSsl)]
    [InlineData("t=1767225600,v1=" + ByOpenSsl + "00")]
    [InlineData("t=1767225600,v1=" + ByOpenSsl + ",v2=00")]
    public void A_malformed_header_is_no_signature(string? header) => WebhookSignature.IsValid(header, Body, Secret, Now).ShouldBeFalse();

    private static string Header(DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(WebhookSignature.Sign(seconds, Body, Secret))}";
    }
}
