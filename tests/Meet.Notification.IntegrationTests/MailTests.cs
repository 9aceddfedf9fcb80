using Meet.Contracts.Chat;
using Meet.Contracts.Notifications.Rpc;

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

    private Task<Scene> MailAsync(Scene? scene = null) => (scene ?? new Scene(world)).RingAsync(contact => (contact.Sms, contact.Email) = (false, true));
}
