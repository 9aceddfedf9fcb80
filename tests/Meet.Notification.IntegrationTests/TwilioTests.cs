using System.Net;
using Meet.Contracts.Chat;
using Meet.Notification.Providers;

namespace Meet.Notification.IntegrationTests;

/// <summary>A provider that refuses, is busy, breaks, says nothing, and comes back.</summary>
public sealed class TwilioTests(TwilioWorld world) : IClassFixture<TwilioWorld>
{
    [Fact]
    public async Task A_number_that_is_none_fails_at_once_with_a_code_and_without_Twilios_words()
    {
        var scene = await FailingAsync(TwilioPeer.Trouble.Refused400);

        (await scene.UntilAsync(DeliveryState.Failed)).Error.ShouldBe("invalid_number");
        var row = await scene.RowAsync();
        (row.Tries, row.Body, row.Recipient).ShouldBe((1, null, null));
        world.Twilio.AskedFor(scene.Contact.Phone).ShouldBe(1);
        world.Logged.ShouldNotContain(line => line.Contains(scene.Contact.Phone, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_breaks_or_is_busy_is_tried_again_later_and_goes_out_once()
    {
        var scene = await FailingAsync(TwilioPeer.Trouble.Broken500, TwilioPeer.Trouble.Busy429);
        await AfterTriesAsync(scene, 1);
        var before = world.Clock.GetUtcNow();
        var row = await AfterTriesAsync(scene, 2);

        // As the Retry-After of the 429 asks, which is longer than the 10 s that the pause would be.
        row.DueAt!.Value.ShouldBeGreaterThan(before.AddSeconds(60));
        await scene.UntilAsync(DeliveryState.Sent);
        world.Twilio.TakenFor(scene.Contact.Phone).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(nameof(TwilioPeer.Trouble.TakenBut500))]
    [InlineData(nameof(TwilioPeer.Trouble.TakenButSilent))]
    public async Task What_was_taken_without_a_word_is_found_again_and_not_sent_twice(string trouble)
    {
        var scene = await FailingAsync(Enum.Parse<TwilioPeer.Trouble>(trouble));
        (await AfterTriesAsync(scene, 1)).Doubtful.ShouldBeTrue();

        await scene.UntilAsync(DeliveryState.Sent);

        world.Twilio.TakenFor(scene.Contact.Phone).ShouldHaveSingleItem();
        world.Twilio.AskedFor(scene.Contact.Phone).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_not_taken_is_sent_after_a_time_out()
    {
        var scene = await FailingAsync(TwilioPeer.Trouble.Silent);
        await AfterTriesAsync(scene, 1);

        await scene.UntilAsync(DeliveryState.Sent);

        world.Twilio.TakenFor(scene.Contact.Phone).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_replica_had_in_hand_when_it_died_is_taken_up_when_its_lease_ends_and_looked_for_first()
    {
        var scene = await FailingAsync(TwilioPeer.Trouble.TakenBut500);
        await scene.UntilRowAsync(row => row.Tries == 1, "the first try");
        // As if it had begun the try that follows, and died.
        await using (var lease = world.Database.CreateCommand(
            "update notification.messages set due_at = $2, doubtful = true, leased_until = now() + interval '2 seconds' where meet_id = $1"))
        {
            lease.Parameters.Add(new() { Value = scene.MeetId });
            lease.Parameters.Add(new() { Value = world.Clock.GetUtcNow() });
            await lease.ExecuteNonQueryAsync();
        }

        await scene.UntilAsync(DeliveryState.Sent);

        world.Twilio.TakenFor(scene.Contact.Phone).ShouldHaveSingleItem();
        world.Twilio.AskedFor(scene.Contact.Phone).ShouldBe(1);
    }

    [Fact]
    public async Task While_Twilio_is_down_nothing_is_lost_and_once_it_is_up_nothing_comes_twice()
    {
        world.Line.Down();
        var scenes = new List<Scene>();
        for (var i = 0; i < 5; i++)
            scenes.Add(await new Scene(world).RingAsync());
        foreach (var scene in scenes)
            await scene.UntilRowAsync(row => row.Tries == 1, "the first try");

        world.Line.Up();
        world.Clock.Advance(TimeSpan.FromSeconds(5));

        foreach (var scene in scenes)
            await scene.UntilAsync(DeliveryState.Sent);
        scenes.ShouldAllBe(scene => world.Twilio.TakenFor(scene.Contact.Phone).Count == 1);
    }

    [Fact]
    public async Task After_eight_tries_it_is_given_up()
    {
        var scene = new Scene(world);
        world.Twilio.Has(scene.Contact.Phone, [.. Enumerable.Repeat(TwilioPeer.Trouble.Broken500, 20)]);
        await scene.RingAsync(ringFor: TimeSpan.FromHours(1));
        for (var tries = 1; tries < 8; tries++)
            await AfterTriesAsync(scene, tries);

        (await scene.UntilAsync(DeliveryState.Failed)).Error.ShouldBe("provider_unavailable");
        (await scene.RowAsync()).Tries.ShouldBe(8);
        world.Twilio.AskedFor(scene.Contact.Phone).ShouldBe(8);
    }

    [Fact]
    public async Task Twilios_report_tells_that_it_arrived_and_the_first_last_word_counts()
    {
        var scene = await new Scene(world).RingAsync();
        var callback = await CallbackAsync(scene);

        (await ReportAsync(callback, ("MessageStatus", "sent"))).ShouldBe(HttpStatusCode.NoContent);
        (await ReportAsync(callback, ("MessageStatus", "delivered"), ("To", scene.Contact.Phone))).ShouldBe(HttpStatusCode.NoContent);
        (await ReportAsync(callback, ("MessageStatus", "failed"), ("ErrorCode", "30003"))).ShouldBe(HttpStatusCode.NoContent);

        (await scene.UntilAsync(DeliveryState.Delivered)).Version.ShouldBe(3);
        (await scene.RowAsync()).State.ShouldBe("delivered");
    }

    [Fact]
    public async Task A_report_of_failure_tells_why()
    {
        var scene = await new Scene(world).RingAsync();

        await ReportAsync(await CallbackAsync(scene), ("MessageStatus", "undelivered"), ("ErrorCode", "30006"));

        (await scene.UntilAsync(DeliveryState.Failed)).Error.ShouldBe("not_mobile");
    }

    [Fact]
    public async Task A_report_that_overtakes_the_answer_stands()
    {
        var scene = await FailingAsync(TwilioPeer.Trouble.TakenButSilent);
        var taken = await Eventually.SeeAsync(() => world.Twilio.TakenFor(scene.Contact.Phone), all => all.Count == 1, "the SMS");

        await ReportAsync(taken[0].StatusCallback, ("MessageStatus", "delivered"));

        await scene.UntilAsync(DeliveryState.Delivered);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await new Scene(world).RingAsync()).UntilAsync(DeliveryState.Sent);
        var row = await scene.RowAsync();
        (row.State, row.Body, row.DueAt).ShouldBe(("delivered", null, null));
        world.Twilio.TakenFor(scene.Contact.Phone).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_report_that_Twilio_did_not_sign_changes_nothing()
    {
        var scene = await new Scene(world).RingAsync();
        var callback = await CallbackAsync(scene);
        KeyValuePair<string, string>[] form = [new("MessageStatus", "failed"), new("ErrorCode", "30003")];

        foreach (var signature in (string?[])[null, "", "forged", TwilioSignature.Of("another token", callback, form),
            TwilioSignature.Of(TwilioPeer.AuthToken, callback + "0", form), TwilioSignature.Of(TwilioPeer.AuthToken, callback, form[1..])])
            (await PostAsync(callback, form, signature)).ShouldBe(HttpStatusCode.Unauthorized);

        (await scene.RowAsync()).State.ShouldBe("sent");
    }

    private async Task<Scene> FailingAsync(params TwilioPeer.Trouble[] troubles)
    {
        var scene = new Scene(world);
        world.Twilio.Has(scene.Contact.Phone, troubles);
        return await scene.RingAsync();
    }

    /// <summary>As the row is after so many tries; then it is time for the next.</summary>
    private async Task<Scene.Row> AfterTriesAsync(Scene scene, int tries)
    {
        var row = await scene.UntilRowAsync(row => row.Tries >= tries, $"try {tries}");
        row.Tries.ShouldBe(tries);
        var wait = row.DueAt!.Value - world.Clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
            world.Clock.Advance(wait);
        return row;
    }

    private async Task<string> CallbackAsync(Scene scene)
    {
        await scene.UntilAsync(DeliveryState.Sent);
        return world.Twilio.TakenFor(scene.Contact.Phone).Single().StatusCallback;
    }

    private Task<HttpStatusCode> ReportAsync(string callback, params (string Name, string Value)[] fields)
    {
        var form = fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)).ToArray();
        return PostAsync(callback, form, TwilioSignature.Of(TwilioPeer.AuthToken, callback, form));
    }

    private async Task<HttpStatusCode> PostAsync(string callback, KeyValuePair<string, string>[] form, string? signature)
    {
        callback.ShouldStartWith(World.Site + "/api/webhooks/twilio/status?");
        using var client = world.Http();
        using var request = new HttpRequestMessage(HttpMethod.Post, callback[World.Site.Length..]) { Content = new FormUrlEncodedContent(form) };
        if (signature is not null)
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
