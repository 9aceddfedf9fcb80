using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Meet.Contracts.Chat;
using Meet.Notification.Providers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Meet.Notification.IntegrationTests;

/// <summary>The operator's own webhook, and the outbox.</summary>
public sealed class WebhookTests(WebhookWorld world) : IClassFixture<WebhookWorld>
{
    [Fact]
    public async Task Every_try_carries_the_same_key_and_a_signature_that_the_receiver_can_check()
    {
        world.Statuses.Enqueue(503);
        var scene = await MailAsync();
        await scene.UntilRowAsync(row => row.Tries == 1, "the first try", DeliveryChannel.Email);
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        var sent = await scene.UntilAsync(DeliveryState.Sent, DeliveryChannel.Email);

        var tries = world.Received.Where(each => each.Body.Contains(scene.Contact.EmailAddress, StringComparison.Ordinal)).ToList();

        tries.Count.ShouldBe(2);
        tries.ShouldAllBe(each => each.Key == sent.NotificationId.ToString());
        foreach (var (_, signature, body) in tries)
        {
            var parts = signature.Split(',').Select(part => part.Split('=', 2)[1]).ToArray();
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(WebhookWorld.Secret), Encoding.UTF8.GetBytes($"{parts[0]}.{body}")))
                .ShouldBe(parts[1]);
            Math.Abs(world.Clock.GetUtcNow().ToUnixTimeSeconds() - long.Parse(parts[0], CultureInfo.InvariantCulture)).ShouldBeLessThan(60);
        }

        var json = JsonDocument.Parse(tries[1].Body).RootElement;
        (json.GetProperty("channel").GetString(), json.GetProperty("to").GetString()).ShouldBe(("email", scene.Contact.EmailAddress));
        json.GetProperty("text").GetString()!.ShouldContain("https://meet.test/m#");
    }

    [Fact]
    public async Task What_the_receiver_refuses_has_failed()
    {
        world.Statuses.Enqueue(422);

        (await (await MailAsync()).UntilAsync(DeliveryState.Failed, DeliveryChannel.Email)).Error.ShouldBe("provider_refused");
    }

    [Fact]
    public async Task The_outbox_shows_what_would_have_been_sent_newest_first()
    {
        var older = await new Scene(world).RingAsync();
        await older.UntilAsync(DeliveryState.Sent);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var newer = await new Scene(world).RingAsync();
        await newer.UntilAsync(DeliveryState.Sent);
        using var client = world.Http();

        var items = (await client.GetFromJsonAsync<JsonElement>("/api/notifications/outbox")).GetProperty("items").EnumerateArray().ToList();

        items[0].GetProperty("to").GetString().ShouldBe(newer.Contact.Phone);
        items[1].GetProperty("to").GetString().ShouldBe(older.Contact.Phone);
        (items[0].GetProperty("channel").GetString(), items[0].GetProperty("state").GetString()).ShouldBe(("sms", "sent"));
        items[0].GetProperty("text").GetString()!.ShouldContain("https://meet.test/m#");
        (await newer.RowAsync()).Body.ShouldBeNull();
    }

    [Fact]
    public async Task In_production_the_outbox_keeps_nothing_and_says_that_no_provider_was_chosen()
    {
        var message = new OutgoingMessage(Guid.NewGuid(), DeliveryChannel.Sms, "+819000000000", "", null, "text", false);
        var provider = new OutboxProvider(world.Database, new HostingEnvironment { EnvironmentName = Environments.Production }, world.Clock);

        (await provider.SendAsync(message, CancellationToken.None)).ShouldBe(new SendOutcome.Refused("no_provider"));

        await using var count = world.Database.CreateCommand("select count(*) from notification.outbox where recipient = '+819000000000'");
        (await count.ExecuteScalarAsync()).ShouldBe(0L);
    }

    private Task<Scene> MailAsync() => new Scene(world).RingAsync(contact => (contact.Sms, contact.Email) = (false, true));
}
