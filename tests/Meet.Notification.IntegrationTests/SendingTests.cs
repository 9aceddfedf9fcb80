using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Contracts.Notifications.Rpc;

namespace Meet.Notification.IntegrationTests;

/// <summary>From a ring to a phone, and what can happen on the way.</summary>
public sealed class SendingTests(TwilioWorld world) : IClassFixture<TwilioWorld>
{
    [Fact]
    public async Task A_ring_by_link_sends_one_SMS_with_a_link_that_opens()
    {
        var scene = await new Scene(world).RingAsync(contact => contact.SenderName = "DEMO SHOP");

        var sent = await scene.UntilAsync(DeliveryState.Sent);

        sent.Error.ShouldBeNull();
        var sms = world.Twilio.TakenFor(scene.Contact.Phone).ShouldHaveSingleItem();
        sms.From.ShouldBe("DEMO SHOP");
        sms.Body.ShouldStartWith("【デモショップ】お電話のご案内です。タップして通話: https://meet.test/m#");
        var opened = await world.Grpc().CallAsync(LinkCalls.Open, new OpenLinkRequest { Token = TokenIn(sms.Body) });
        (opened.TenantId, opened.MeetId, opened.ChatId, opened.CustomerId)
            .ShouldBe((world.Tenant, scene.MeetId.ToString(), scene.ChatId.ToString(), scene.Customer.Id.ToString()));
    }

    [Fact]
    public async Task Once_it_is_sent_neither_the_row_nor_a_log_knows_whereto_or_what()
    {
        var scene = await new Scene(world).RingAsync();
        await scene.UntilAsync(DeliveryState.Sent);

        var row = await scene.RowAsync();

        (row.Body, row.Recipient, row.DueAt).ShouldBe((null, null, null));
        var token = TokenIn(world.Twilio.TakenFor(scene.Contact.Phone).Single().Body);
        foreach (var secret in (string[])[scene.Contact.Phone, token, TwilioPeer.AuthToken, scene.Customer.Name])
            world.Logged.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task However_often_the_ring_is_told_it_sends_once()
    {
        var scene = await new Scene(world).RingAsync();
        for (var i = 0; i < 5; i++)
            await scene.TellAsync(MeetState.Ringing, RingState.Ringing);
        await scene.UntilAsync(DeliveryState.Sent);
        await scene.TellAsync(MeetState.Ringing, RingState.Ringing);
        // One after the other: what comes behind has seen what was before.
        await (await new Scene(world).RingAsync()).UntilAsync(DeliveryState.Sent);

        world.Twilio.TakenFor(scene.Contact.Phone).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_replicas_share_the_work_and_send_nothing_twice()
    {
        var scenes = Enumerable.Range(0, 30).Select(_ => new Scene(world)).ToList();
        await Task.WhenAll(scenes.Select(scene => scene.RingAsync()));

        foreach (var scene in scenes)
            await scene.UntilAsync(DeliveryState.Sent);

        scenes.ShouldAllBe(scene => world.Twilio.TakenFor(scene.Contact.Phone).Count == 1);
    }

    [Theory]
    [InlineData(RingState.Ringing, RingChannel.Page)]
    [InlineData(RingState.Answered, RingChannel.Link)]
    public async Task A_ring_on_the_page_or_one_that_is_over_sends_nothing(RingState ring, RingChannel channel)
    {
        var scene = new Scene(world);
        world.Chat.Knows(world.Tenant, scene.Customer.Id, scene.Contact);
        await scene.TellAsync(MeetState.Ringing, ring, channel);
        await (await new Scene(world).RingAsync()).UntilAsync(DeliveryState.Sent);

        (await scene.RowAsync()).Id.ShouldBe(default);
        world.Twilio.TakenFor(scene.Contact.Phone).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_SMS_is_off_or_no_number_known_nothing_goes_out_and_nobody_is_told()
    {
        var off = await new Scene(world).RingAsync(contact => contact.Sms = false);
        var unknown = await new Scene(world).RingAsync(contact => contact.Phone = "");

        await off.UntilRowAsync(row => row.State == "skipped", "skipped");
        await unknown.UntilRowAsync(row => row.State == "skipped", "skipped");
        await (await new Scene(world).RingAsync()).UntilAsync(DeliveryState.Sent);

        world.Bus.Heard(off.MeetId).ShouldBeEmpty();
        world.Bus.Heard(unknown.MeetId).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_chat_is_down_a_message_waits_and_then_goes_out()
    {
        world.Chat.IsDown = true;
        var asked = world.Chat.Asked;
        var scene = await new Scene(world).RingAsync();
        await Eventually.SeeAsync(() => world.Chat.Asked, count => count > asked, "a question to chat");
        await scene.UntilRowAsync(row => row is { State: "wanted", DueAt: { } due } && due > world.Clock.GetUtcNow(), "a later try");

        world.Chat.IsDown = false;
        world.Clock.Advance(TimeSpan.FromSeconds(2));

        await scene.UntilAsync(DeliveryState.Sent);
        world.Twilio.TakenFor(scene.Contact.Phone).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_broker_is_down()
    {
        var scene = new Scene(world);
        world.Twilio.Has(scene.Contact.Phone, TwilioPeer.Trouble.Broken500);
        await scene.RingAsync();
        await scene.UntilAsync(DeliveryState.Queued);
        await scene.UntilRowAsync(row => row.Tries == 1, "the first try");

        world.Broker.Down();
        try
        {
            world.Clock.Advance(TimeSpan.FromSeconds(5));
            (await scene.UntilRowAsync(row => row.State == "sent", "sent")).PublishedVersion.ShouldBe(1);
        }
        finally
        {
            world.Broker.Up();
        }

        (await scene.UntilAsync(DeliveryState.Sent)).Version.ShouldBe(2);
        await scene.UntilRowAsync(row => row.PublishedVersion == row.Version, "the confirmation");
    }

    [Fact]
    public async Task A_message_is_given_up_when_the_Meet_is_over()
    {
        var scene = new Scene(world);
        world.Twilio.Has(scene.Contact.Phone, TwilioPeer.Trouble.Broken500, TwilioPeer.Trouble.Broken500);
        await scene.RingAsync();
        await scene.UntilRowAsync(row => row.Tries == 1, "the first try");

        await scene.TellAsync(MeetState.Ended, RingState.TimedOut);
        await Eventually.GetAsync(() => MeetIsOverAsync(scene), over => over, "the Meet's end");
        world.Clock.Advance(TimeSpan.FromSeconds(5));

        (await scene.UntilAsync(DeliveryState.Failed)).Error.ShouldBe("meet_over");
        var row = await scene.RowAsync();
        (row.Body, row.Recipient).ShouldBe((null, null));
        world.Twilio.TakenFor(scene.Contact.Phone).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_customer_who_came_to_the_page_meanwhile_needs_no_message()
    {
        var scene = new Scene(world);
        world.Twilio.Has(scene.Contact.Phone, TwilioPeer.Trouble.Broken500);
        await scene.RingAsync();
        await scene.UntilRowAsync(row => row.Tries == 1, "the first try");

        await scene.TellAsync(MeetState.Live, RingState.Answered);
        // One after the other: what comes behind has seen what was before.
        await (await new Scene(world).RingAsync()).UntilAsync(DeliveryState.Sent);
        world.Clock.Advance(TimeSpan.FromSeconds(5));

        (await scene.UntilAsync(DeliveryState.Failed)).Error.ShouldBe("not_needed");
    }

    internal static string TokenIn(string text) => text[(text.IndexOf("/m#", StringComparison.Ordinal) + 3)..].Split('\n', '\r', ' ')[0];

    private async Task<bool> MeetIsOverAsync(Scene scene)
    {
        await using var command = world.Database.CreateCommand("select over_at is not null from notification.meets where meet_id = $1");
        command.Parameters.Add(new() { Value = scene.MeetId });
        return await command.ExecuteScalarAsync() is true;
    }
}
