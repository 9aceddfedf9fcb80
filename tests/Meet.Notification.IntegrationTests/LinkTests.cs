using Meet.Contracts.Chat;
using Meet.Contracts.Meets;
using Meet.Contracts.Notifications.Rpc;
using Meet.Grpc;
using Meet.Notification.Database;
using Meet.Notification.Links;
using Microsoft.Extensions.Hosting;

namespace Meet.Notification.IntegrationTests;

public sealed class LinkTests(WebhookWorld world) : IClassFixture<WebhookWorld>
{
    [Fact]
    public async Task A_link_opens_20_times_at_any_replica()
    {
        var (_, token) = await SentAsync();

        for (var i = 0; i < 20; i++)
            (await OpenAsync(token, i % 2)).ShouldBe("opened");

        (await OpenAsync(token)).ShouldStartWith("NotFound");
    }

    [Fact]
    public async Task A_link_dies_24_hours_after_the_Meet_has_ended()
    {
        var (scene, token) = await SentAsync();
        await EndAsync(scene);

        world.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1));
        (await OpenAsync(token)).ShouldBe("opened");
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        (await OpenAsync(token)).ShouldStartWith("NotFound");
    }

    [Fact]
    public async Task A_link_of_a_Meet_whose_end_nobody_heard_of_dies_after_7_days()
    {
        var (_, token) = await SentAsync();

        world.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        (await OpenAsync(token)).ShouldBe("opened");
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        (await OpenAsync(token)).ShouldStartWith("NotFound");
    }

    [Fact]
    public async Task Guessed_expired_used_up_and_foreign_links_are_refused_in_the_same_words()
    {
        var (scene, used) = await SentAsync();
        for (var i = 0; i < LinkLife.Openings; i++)
            await OpenAsync(used);
        var expired = (await HandOverAsync(scene)).ShouldNotBeNull();
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        var answers = new List<string>();
        foreach (var token in (string[])[LinkToken.Create(), used, expired, "a session's token, say", "", new string('x', 257), "\0", used + "x", used[..^1]])
            answers.Add(await OpenAsync(token));

        answers.Distinct().ShouldBe(["NotFound: The link opens nothing."]);
    }

    [Fact]
    public async Task A_hand_over_opens_once_even_for_two_at_the_same_time()
    {
        var (scene, _) = await SentAsync();
        var token = (await HandOverAsync(scene)).ShouldNotBeNull();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => OpenAsync(token, i % 2)));

        answers.Count(answer => answer == "opened").ShouldBe(1);
    }

    [Fact]
    public async Task A_hand_over_lasts_5_minutes()
    {
        var (scene, _) = await SentAsync();
        var reply = await world.Grpc().CallAsync(LinkCalls.CreateHandover, Request(scene), new CallOptions { Tenant = world.Tenant });

        var left = DateTimeOffset.FromUnixTimeMilliseconds(reply.ExpiresAtUnixMs) - world.Clock.GetUtcNow();
        left.ShouldBeInRange(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        (await OpenAsync(reply.Token)).ShouldStartWith("NotFound");
    }

    [Fact]
    public async Task Nobody_hands_over_what_is_not_theirs_or_over()
    {
        var (scene, _) = await SentAsync();
        var (other, _) = await SentAsync();

        (await HandOverAsync(scene, request => request.ChatId = "")).ShouldNotBeNull();
        (await HandOverAsync(scene, request => request.CustomerId = other.Customer.Id.ToString())).ShouldBeNull();
        (await HandOverAsync(scene, request => request.ChatId = other.ChatId.ToString())).ShouldBeNull();
        (await HandOverAsync(scene, request => request.ChatId = "no id")).ShouldBeNull();
        (await HandOverAsync(scene, request => request.MeetId = Guid.NewGuid().ToString())).ShouldBeNull();
        (await HandOverAsync(scene, tenant: "other")).ShouldBeNull();
        await EndAsync(scene);
        (await HandOverAsync(scene)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_a_links_hash_is_kept()
    {
        var (scene, token) = await SentAsync();

        await using var command = world.Database.CreateCommand("""
            select (select count(*) from notification.links where meet_id = $1 and hash = sha256(convert_to($2, 'UTF8')) and links::text not like '%' || $2 || '%'),
                   (select count(*) from notification.messages where messages::text like '%' || $2 || '%')
            """);
        command.Parameters.Add(new() { Value = scene.MeetId });
        command.Parameters.Add(new() { Value = token });
        await using var reader = await command.ExecuteReaderAsync();
        (await reader.ReadAsync()).ShouldBeTrue();

        (reader.GetInt64(0), reader.GetInt64(1)).ShouldBe((1L, 0L));
    }

    [Fact]
    public async Task What_is_old_is_forgotten_and_what_is_not_stays()
    {
        var (old, _) = await SentAsync();
        world.Clock.Advance(TimeSpan.FromDays(31));
        var (young, token) = await SentAsync();

        await world.Get<IEnumerable<IHostedService>>().OfType<OldRows>().Single().DeleteAsync(CancellationToken.None);

        (await old.RowAsync()).Id.ShouldBe(default);
        (await young.RowAsync()).State.ShouldBe("sent");
        (await OpenAsync(token)).ShouldBe("opened");
    }

    private async Task<(Scene Scene, string Token)> SentAsync()
    {
        var scene = await new Scene(world).RingAsync();
        await scene.UntilAsync(DeliveryState.Sent);
        await using var command = world.Database.CreateCommand("select body from notification.outbox where recipient = $1");
        command.Parameters.Add(new() { Value = scene.Contact.Phone });
        return (scene, SendingTests.TokenIn((string)(await command.ExecuteScalarAsync())!));
    }

    private async Task EndAsync(Scene scene)
    {
        await scene.TellAsync(MeetState.Ended, RingState.TimedOut);
        await Eventually.GetAsync(() => HandOverAsync(scene), token => token is null, "the Meet's end");
    }

    private async Task<string> OpenAsync(string token, int replica = 0)
    {
        try
        {
            await world.Grpc(replica).CallAsync(LinkCalls.Open, new OpenLinkRequest { Token = token });
            return "opened";
        }
        catch (GrpcException refused)
        {
            return $"{refused.Code}: {refused.Detail}";
        }
    }

    private async Task<string?> HandOverAsync(Scene scene, Action<CreateHandoverRequest>? but = null, string? tenant = null)
    {
        var request = Request(scene);
        but?.Invoke(request);
        try
        {
            return (await world.Grpc().CallAsync(LinkCalls.CreateHandover, request, new CallOptions { Tenant = tenant ?? world.Tenant })).Token;
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.NotFound)
        {
            return null;
        }
    }

    private static CreateHandoverRequest Request(Scene scene) => new()
    {
        CustomerId = scene.Customer.Id.ToString(), ChatId = scene.ChatId.ToString(), MeetId = scene.MeetId.ToString(),
    };
}
