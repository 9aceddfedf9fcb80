using System.Globalization;
using System.Text.Json.Nodes;

namespace Meet.Grpc.IntegrationTests;

/// <summary>grpc-js calls our server.</summary>
public sealed class GrpcJsClientTests(GrpcJsClientTests.Peers peers) : IClassFixture<GrpcJsClientTests.Peers>
{
    private readonly ProbeServer _server = peers.Server;
    private readonly NodePeer _client = peers.Client;

    [Fact]
    public async Task A_unary_call_is_answered()
    {
        var answer = await EchoAsync(new() { ["request"] = new JsonObject { ["text"] = "もしもし" } });

        Code(answer).ShouldBe(GrpcStatusCode.Ok);
        Text(answer, "text").ShouldBe("もしもし");
    }

    [Fact]
    public async Task Metadata_goes_both_ways_as_text_and_as_bytes()
    {
        var answer = await EchoAsync(new()
        {
            ["request"] = new JsonObject(),
            ["metadata"] = new JsonObject { ["x-echo"] = "one, two", ["x-echo-bin"] = "AP/+gA==", ["meet-tenant"] = "demo" },
        });

        Text(answer, "tenant").ShouldBe("demo");
        foreach (var where in new[] { "headers", "trailers" })
        {
            answer[where]!["x-echo"]!.AsArray().Single()!.GetValue<string>().ShouldBe("one, two");
            answer[where]!["x-echo-bin"]!.AsArray().Single()!.GetValue<string>().ShouldBe("AP/+gA==");
        }
    }

    [Theory]
    [InlineData(GrpcStatusCode.Cancelled)]
    [InlineData(GrpcStatusCode.NotFound)]
    [InlineData(GrpcStatusCode.FailedPrecondition)]
    [InlineData(GrpcStatusCode.Unauthenticated)]
    public async Task A_status_arrives_with_its_unicode_detail_and_trailers(GrpcStatusCode code)
    {
        const string Detail = "通話できません: 100% 😀\n次の行";
        var answer = await _client.AskAsync(new()
        {
            ["do"] = "unary",
            ["method"] = "Fail",
            ["request"] = new JsonObject { ["code"] = (int)code, ["detail"] = Detail },
            ["metadata"] = new JsonObject { ["x-echo"] = "kept" },
        });

        Code(answer).ShouldBe(code);
        Text(answer, "details").ShouldBe(Detail);
        answer["trailers"]!["x-echo"]!.AsArray().Single()!.GetValue<string>().ShouldBe("kept");
    }

    [Fact]
    public async Task An_unhandled_exception_is_UNKNOWN_and_its_text_stays_here()
    {
        var answer = await _client.AskAsync(new()
        {
            ["do"] = "unary", ["method"] = "Fail", ["request"] = new JsonObject { ["code"] = -1, ["detail"] = "password" },
        });

        Code(answer).ShouldBe(GrpcStatusCode.Unknown);
        Text(answer, "details").ShouldNotContain("secret");
    }

    [Fact]
    public async Task An_unknown_method_is_UNIMPLEMENTED() =>
        Code(await _client.AskAsync(new() { ["do"] = "unary", ["method"] = "Missing", ["request"] = new JsonObject() }))
            .ShouldBe(GrpcStatusCode.Unimplemented);

    [Fact]
    public async Task The_deadline_reaches_the_handler()
    {
        var answer = await EchoAsync(new() { ["request"] = new JsonObject(), ["timeoutMs"] = 60_000 });

        answer["remaining"]!.GetValue<long>().ShouldBeInRange(1, 60_000);
    }

    [Fact]
    public async Task A_passed_deadline_ends_the_call_and_cancels_the_handler()
    {
        var answer = await _client.AskAsync(new()
        {
            ["do"] = "unary", ["method"] = "Hang", ["request"] = new JsonObject(), ["timeoutMs"] = 2_000,
        });

        Code(answer).ShouldBe(GrpcStatusCode.DeadlineExceeded);
        await NoticedAsync("hanging", "cancelled");
    }

    [Fact]
    public async Task Cancelling_a_call_cancels_the_handler()
    {
        var (id, answer) = _client.Begin(new() { ["do"] = "unary", ["method"] = "Hang", ["request"] = new JsonObject() });
        await NoticedAsync("hanging");
        _ = _client.Begin(new() { ["do"] = "cancel", ["call"] = id });

        Code(await answer).ShouldBe(GrpcStatusCode.Cancelled);
        await NoticedAsync("cancelled");
    }

    [Fact]
    public async Task A_stream_arrives_whole_and_in_order()
    {
        // 16 MB through a reader that pauses: flow control both ways.
        var answer = await CountAsync(new() { ["to"] = 2000, ["payload_bytes"] = 8192 }, pauseMs: 100);

        Code(answer).ShouldBe(GrpcStatusCode.Ok);
        answer["numbers"]!.AsArray().Select(n => n!.GetValue<int>()).ShouldBe(Enumerable.Range(1, 2000));
    }

    [Fact]
    public async Task A_stream_that_fails_keeps_what_came_before()
    {
        var answer = await CountAsync(new() { ["to"] = 3, ["then"] = new JsonObject { ["code"] = 10, ["detail"] = "途中で" } });

        Code(answer).ShouldBe(GrpcStatusCode.Aborted);
        Text(answer, "details").ShouldBe("途中で");
        answer["numbers"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Cancelling_a_stream_cancels_the_handler()
    {
        var answer = await _client.AskAsync(new()
        {
            ["do"] = "stream", ["request"] = new JsonObject { ["to"] = 2, ["then_hang"] = true }, ["cancelAfter"] = 2,
        });

        Code(answer).ShouldBe(GrpcStatusCode.Cancelled);
        await NoticedAsync("hanging", "cancelled");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_large_message_goes_both_ways_also_when_it_comes_compressed(bool gzip)
    {
        var answer = await EchoAsync(new() { ["request"] = new JsonObject(), ["payloadBytes"] = 4_000_000, ["gzip"] = gzip });

        Code(answer).ShouldBe(GrpcStatusCode.Ok);
        answer["bytes"]!.GetValue<int>().ShouldBe(4_000_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_over_the_limit_is_RESOURCE_EXHAUSTED_also_when_it_unpacks_to_it(bool gzip) =>
        Code(await EchoAsync(new() { ["request"] = new JsonObject(), ["payloadBytes"] = 5_000_000, ["gzip"] = gzip }))
            .ShouldBe(GrpcStatusCode.ResourceExhausted);

    [Fact]
    public async Task Many_concurrent_calls_each_get_their_own_answer()
    {
        var answer = await _client.AskAsync(new() { ["do"] = "many", ["count"] = 1000 });

        Code(answer).ShouldBe(GrpcStatusCode.Ok);
        answer["right"]!.GetValue<int>().ShouldBe(1000);
    }

    private static GrpcStatusCode Code(JsonObject answer) => (GrpcStatusCode)answer["code"]!.GetValue<int>();

    private static string Text(JsonObject answer, string name) => Convert.ToString(answer[name], CultureInfo.InvariantCulture)!;

    private Task<JsonObject> EchoAsync(JsonObject command)
    {
        (command["do"], command["method"]) = ("unary", "Echo");
        return _client.AskAsync(command);
    }

    private Task<JsonObject> CountAsync(JsonObject request, int pauseMs = 0) =>
        _client.AskAsync(new() { ["do"] = "stream", ["request"] = request, ["pauseMs"] = pauseMs });

    private async Task NoticedAsync(params string[] expected)
    {
        foreach (var one in expected)
        {
            // Echo's trace ids are none of these tests' business.
            while (await _server.Noticed.Reader.ReadAsync(TestContext.Current.CancellationToken) != one)
            {
            }
        }
    }

    public sealed class Peers : IAsyncLifetime
    {
        internal ProbeServer Server { get; private set; } = null!;

        internal NodePeer Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await ProbeServer.StartAsync();
            Client = await NodePeer.StartAsync("client", Server.Grpc.Authority);
            (await Client.NextAsync())["ready"].ShouldNotBeNull();

            // Opens the connection, so that a short deadline is spent in the handler.
            await Client.AskAsync(new() { ["do"] = "unary", ["method"] = "Echo", ["request"] = new JsonObject() });
        }

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
