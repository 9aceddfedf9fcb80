using System.Net;
using Meet.Meets.IntegrationTests.Harness;

namespace Meet.Meets.IntegrationTests;

[Collection(OneWorld.Name)]
public sealed class BoundaryTests(World world)
{
    [Fact]
    public async Task What_is_not_yours_to_see_is_not_there()
    {
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;
        var strangers = new[]
        {
            world.As(world.NewChat(chat.Assignee).Customer),
            world.As(chat.Assignee, tenant: "other"),
            world.As(chat.Customer, tenant: "other"),
        };

        foreach (var stranger in strangers)
        {
            (await stranger.GetAsync($"/api/meets/{meet}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
            foreach (var deed in new[] { "accept", "decline", "cancel", "join", "leave", "video" })
            {
                (await stranger.DoAsync(meet, deed)).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
            }

            (await stranger.DoAsync(meet, "failure", new { reason = "microphoneBlocked" })).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
            (await stranger.StartAsync(chat.Id)).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        }

        (await world.As(chat.Assignee, tenant: "other").GetAsync($"/api/meets/{meet}/events")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await world.As(chat.Assignee, tenant: "other").GetAsync($"/api/meets?chatId={chat.Id}")).Body.ShouldBe("""{"items":[]}""");
        (await world.Replicas[0].ListActiveAsync("other", "staff", chat.Assignee.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Colleagues_see_a_Meet_that_neither_rings_nor_holds_them()
    {
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;
        var colleague = world.As(world.NewAgent());

        (await colleague.ViewAsync(meet)).MeetId.ShouldBe(meet);
        (await colleague.DoAsync(meet, "accept")).ShouldBeRefused(HttpStatusCode.Forbidden, "not_rung");
        (await colleague.DoAsync(meet, "leave")).ShouldBeRefused(HttpStatusCode.Forbidden, "not_a_participant");
        (await colleague.DoAsync(meet, "cancel")).ShouldBeRefused(HttpStatusCode.Forbidden, "not_the_caller");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"chatId":"x","kind":"voice"}""")]
    [InlineData("""{"chatId":"00000000-0000-0000-0000-000000000000","kind":"voice"}""")]
    [InlineData("""{"chatId":"019f1d3a-0000-7000-8000-000000000001","kind":"hologram"}""")]
    [InlineData("""{"chatId":"019f1d3a-0000-7000-8000-000000000001","kind":1}""")]
    [InlineData("""{"chatId":"019f1d3a-0000-7000-8000-000000000001"}""")]
    [InlineData("""{"chatId":"019f1d3a-0000-7000-8000-000000000001","kind":"voice","callbackOf":7}""")]
    [InlineData("""{"chatId":"019f1d3a-0000-7000-8000-000000000001","kind":"video","videoCodecs":["theora"]}""")]
    [InlineData("""{"chatId":"019f1d3a-0000-7000-8000-000000000001","kind":"video","videoCodecs":[7]}""")]
    [InlineData("""{"chatId":"019f1d3a-0000-7000-8000-000000000001","kind":"video","videoCodecs":["vp8","vp8"]}""")]
    [InlineData("""{"chatId":"019f1d3a-0000-7000-8000-000000000001","kind":"video","videoCodecs":[]}""")]
    public async Task A_malformed_start_is_a_bad_request(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/meets")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "Authorization", "Bearer " + world.Keys.TokenFor(world.Tenant, world.NewAgent()) } },
        };
        using var response = await world.Replicas[0].Http.SendAsync(request);

        new Answer(response.StatusCode, await response.Content.ReadAsStringAsync()).ShouldBeRefused(HttpStatusCode.BadRequest, "bad_request");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"reason":"bored"}""")]
    [InlineData("""{"reason":1}""")]
    public async Task A_failure_names_one_of_the_known_reasons(string body)
    {
        var chat = world.NewChat(world.NewAgent());
        var meet = (await world.As(chat.Assignee).StartAsync(chat.Id)).Started.Meet.MeetId;

        (await world.As(chat.Customer).DoAsync(meet, "failure", System.Text.Json.Nodes.JsonNode.Parse(body)))
            .ShouldBeRefused(HttpStatusCode.BadRequest, "bad_request");
        (await world.As(chat.Assignee).ViewAsync(meet)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Without_the_gateways_word_nobody_is_anybody()
    {
        using var response = await world.Replicas[0].Http.GetAsync($"/api/meets/{Guid.NewGuid()}");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("customer_offline", HttpStatusCode.Conflict)]
    [InlineData("no_operator_seat", HttpStatusCode.Forbidden)]
    [InlineData("plan_not_paid", HttpStatusCode.Forbidden)]
    [InlineData("no_assignee", HttpStatusCode.Conflict)]
    [InlineData("chat_closed", HttpStatusCode.Conflict)]
    [InlineData("external_messenger", HttpStatusCode.Conflict)]
    public async Task What_chat_knows_decides(string code, HttpStatusCode status)
    {
        var chat = world.NewChat(world.NewAgent(), but: facts =>
        {
            switch (code)
            {
                case "customer_offline": facts.CustomerReachability = Contracts.Chat.Rpc.Reachability.Idle; break;
                case "no_operator_seat": facts.CallerHasSeat = false; break;
                case "plan_not_paid": facts.PlanPaid = false; break;
                case "no_assignee": facts.Assignee = null; break;
                case "chat_closed": facts.Open = false; break;
                case "external_messenger": facts.Source = "line"; break;
            }
        });

        (await world.As(chat.Assignee).StartAsync(chat.Id)).ShouldBeRefused(status, code);
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        var text = await world.Replicas[0].Http.GetStringAsync("/openapi/v1.json");

        foreach (var path in new[] { "/api/meets", "/api/meets/{id}", "/api/meets/{id}/accept", "/api/meets/{id}/failure", "/api/meets/{id}/events" })
        {
            text.ShouldContain($"\"{path}\"");
        }
    }

    [Fact]
    public async Task An_unknown_kind_of_person_is_refused_over_grpc() =>
        (await Should.ThrowAsync<Meet.Grpc.GrpcException>(() => world.Replicas[0].ListActiveAsync(world.Tenant, "robot", Guid.NewGuid())))
            .Code.ShouldBe(Meet.Grpc.GrpcStatusCode.InvalidArgument);
}
