using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Meet.Contracts.Chat;
using Meet.Contracts.Notifications.Rpc;
using Meet.Notification.Providers;

namespace Meet.Notification.IntegrationTests;

public sealed class MailTests(MailWorld world) : IClassFixture<MailWorld>
{
    [Fact]
    public async Task A_mail_arrives_in_the_customers_language_with_a_link_that_opens()
    {
        var scene = await MailAsync();

        var sent = await scene.UntilAsync(DeliveryState.Sent, DeliveryChannel.Email);

        var mail = world.Server.TakenFor(scene.Contact.EmailAddress).ShouldHaveSingleItem();
        mail.Subject.ShouldBe("【デモショップ】お電話のご案内");
        mail.Body.ShouldContain($"{scene.Customer.Name} 様");
        mail.Headers["From"].ShouldContain("no-reply@meet.test");
        mail.Headers["To"].ShouldContain(scene.Contact.EmailAddress);
        mail.Headers["Message-ID"].ShouldBe($"<{sent.NotificationId}@meet.test>");
        var opened = await world.Grpc().CallAsync(LinkCalls.Open, new OpenLinkRequest { Token = SendingTests.TokenIn(mail.Body) });
        opened.MeetId.ShouldBe(scene.MeetId.ToString());
        world.Logged.ShouldNotContain(line => line.Contains(scene.Contact.EmailAddress, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SMS_and_mail_are_two_messages_with_a_link_each()
    {
        var scene = await new Scene(world).RingAsync(contact => contact.Email = true);

        var sms = await scene.UntilAsync(DeliveryState.Sent);
        var mail = await scene.UntilAsync(DeliveryState.Sent, DeliveryChannel.Email);

        sms.NotificationId.ShouldNotBe(mail.NotificationId);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_fails_for_good()
    {
        var scene = new Scene(world);
        world.Server.Answers(scene.Contact.EmailAddress, "550 5.1.1 No such user here");
        await MailAsync(scene);

        (await scene.UntilAsync(DeliveryState.Failed, DeliveryChannel.Email)).Error.ShouldBe("invalid_address");
        (await scene.RowAsync(DeliveryChannel.Email)).Tries.ShouldBe(1);
    }

    [Fact]
    public async Task A_greylisting_server_is_asked_again()
    {
        var scene = new Scene(world);
        world.Server.Answers(scene.Contact.EmailAddress, "451 4.7.1 Greylisted, try again in 5 seconds");
        await MailAsync(scene);
        await scene.UntilRowAsync(row => row.Tries == 1, "the first try", DeliveryChannel.Email);

        world.Clock.Advance(TimeSpan.FromSeconds(5));

        await scene.UntilAsync(DeliveryState.Sent, DeliveryChannel.Email);
        world.Server.TakenFor(scene.Contact.EmailAddress).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_encryption_nothing_is_sent_when_encryption_is_wanted()
    {
        var provider = new SmtpProvider(new NotificationOptions
        {
            Smtp = new SmtpOptions { Host = "127.0.0.1", Port = world.Server.Port, From = "no-reply@meet.test" },
        });

        var outcome = await provider.SendAsync(
            new OutgoingMessage(Guid.NewGuid(), DeliveryChannel.Email, "plain@example.com", "", "Hello", "text", false), CancellationToken.None);

        outcome.ShouldBeOfType<SendOutcome.Later>();
        world.Server.TakenFor("plain@example.com").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_gets_no_mail()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        using var impostor = new SmtpPeer(certificate);
        var provider = new SmtpProvider(new NotificationOptions
        {
            Smtp = new SmtpOptions { Host = "127.0.0.1", Port = impostor.Port, From = "no-reply@meet.test", User = "meet", Password = "secret" },
        });

        var outcome = await provider.SendAsync(
            new OutgoingMessage(Guid.NewGuid(), DeliveryChannel.Email, "somebody@example.com", "", "Hello", "text", false), CancellationToken.None);

        outcome.ShouldBeOfType<SendOutcome.Later>();
        impostor.Handshakes.ShouldBe(1);
        impostor.TakenFor("somebody@example.com").ShouldBeEmpty();
    }

    private Task<Scene> MailAsync(Scene? scene = null) => (scene ?? new Scene(world)).RingAsync(contact => (contact.Sms, contact.Email) = (false, true));
}
