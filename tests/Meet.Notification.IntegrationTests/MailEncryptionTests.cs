using System.Net;
using System.Security.Cryptography.X509Certificates;
using Meet.Contracts.Chat;
using Meet.Notification.Providers;

namespace Meet.Notification.IntegrationTests;

/// <summary>The way to the mail server: real handshakes with a server whose certificate is good, or is not.</summary>
public sealed class MailEncryptionTests : IDisposable
{
    private const string To = "somebody@example.com";

    private readonly TestAuthority _authority = new();
    private readonly X509Certificate2 _certificate;

    public MailEncryptionTests() => _certificate = _authority.Issue(IPAddress.Loopback);

    [Theory]
    [InlineData("StartTls")]
    [InlineData("Tls")]
    public async Task A_mail_goes_out_encrypted_to_a_server_that_our_own_authority_vouches_for(string encryption)
    {
        using var server = new SmtpPeer(_certificate, fromTheStart: encryption == "Tls");

        var outcome = await SendAsync(server, Options(server) with { Encryption = Enum.Parse<SmtpEncryption>(encryption), CaFile = _authority.PemFile });

        outcome.ShouldBeOfType<SendOutcome.Sent>();
        server.Handshakes.ShouldBe(1);
        server.TakenFor(To).ShouldHaveSingleItem().Body.ShouldBe("本文です");
    }

    [Fact]
    public Task A_server_that_nobody_vouches_for_gets_no_mail() => GetsNothingAsync(_certificate, caFile: "");

    [Fact]
    public async Task A_server_that_another_authority_vouches_for_gets_no_mail()
    {
        using var another = new TestAuthority();

        await GetsNothingAsync(_certificate, another.PemFile);
    }

    [Fact]
    public async Task A_server_by_another_name_gets_no_mail()
    {
        using var elsewhere = _authority.Issue(IPAddress.Parse("192.0.2.1"));

        await GetsNothingAsync(elsewhere, _authority.PemFile);
    }

    [Fact]
    public async Task Without_encryption_nothing_is_sent_when_encryption_is_wanted()
    {
        using var plain = new SmtpPeer();

        (await SendAsync(plain, Options(plain))).ShouldBe(new SendOutcome.Later("provider_unavailable"));
        plain.TakenFor(To).ShouldBeEmpty();
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _authority.Dispose();
    }

    private static async Task GetsNothingAsync(X509Certificate2 certificate, string caFile)
    {
        using var impostor = new SmtpPeer(certificate);

        var outcome = await SendAsync(impostor, Options(impostor) with { CaFile = caFile, User = "meet", Password = "secret" });

        outcome.ShouldBe(new SendOutcome.Later("provider_unavailable"));
        impostor.Handshakes.ShouldBe(1);
        impostor.TakenFor(To).ShouldBeEmpty();
    }

    private static SmtpOptions Options(SmtpPeer server) => new() { Host = "127.0.0.1", Port = server.Port, From = "no-reply@meet.test" };

    private static Task<SendOutcome> SendAsync(SmtpPeer server, SmtpOptions options) => new SmtpProvider(new NotificationOptions { Smtp = options }).SendAsync(
        new OutgoingMessage(Guid.NewGuid(), DeliveryChannel.Email, To, "", "件名", "本文です", Doubtful: false), CancellationToken.None);
}
