using Meet.Contracts.Chat;

namespace Meet.Notification.IntegrationTests;

public sealed class LimitTests(TwilioWorld world) : IClassFixture<TwilioWorld>
{
    [Fact]
    public async Task One_customer_gets_five_an_hour_also_when_they_are_asked_for_at_once()
    {
        var first = new Scene(world);
        var scenes = Enumerable.Range(0, 8).Select(_ => new Scene(world, first.Customer)).ToList();

        await Task.WhenAll(scenes.Select(scene => scene.RingAsync(contact => contact.Phone = first.Contact.Phone)));
        foreach (var scene in scenes)
            await scene.UntilRowAsync(row => row.State is "sent" or "refused", "an end");

        world.Twilio.TakenFor(first.Contact.Phone).Count.ShouldBe(5);
        var refused = new List<Scene>();
        foreach (var scene in scenes)
        {
            if ((await scene.RowAsync()).State == "refused")
                refused.Add(scene);
        }

        refused.Count.ShouldBe(3);
        (await refused[0].UntilAsync(DeliveryState.Refused)).Error.ShouldBe("customer_limit");
        (await refused[0].RowAsync()).Body.ShouldBeNull();

        world.Clock.Advance(TimeSpan.FromHours(1));
        await (await new Scene(world, first.Customer).RingAsync()).UntilAsync(DeliveryState.Sent);
    }

    [Fact]
    public async Task A_workspace_sends_500_a_day_and_no_other_workspace_feels_it()
    {
        var busy = $"t{Guid.NewGuid():N}"[..12];
        await using (var fill = world.Database.CreateCommand("""
            insert into notification.messages (tenant_id, meet_id, channel, id, chat_id, customer_id, state, counted_at, created_at, changed_at)
            select $1, gen_random_uuid(), 'sms', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'sent', $2, $2, $2 from generate_series(1, 499)
            """))
        {
            fill.Parameters.Add(new() { Value = busy });
            fill.Parameters.Add(new() { Value = world.Clock.GetUtcNow() });
            await fill.ExecuteNonQueryAsync();
        }

        await (await new Scene(world, tenant: busy).RingAsync()).UntilAsync(DeliveryState.Sent);
        var refused = await (await new Scene(world, tenant: busy).RingAsync()).UntilAsync(DeliveryState.Refused);
        await (await new Scene(world).RingAsync()).UntilAsync(DeliveryState.Sent);

        refused.Error.ShouldBe("daily_limit");
    }
}
