using Google.Protobuf;

namespace Meet.Grpc.IntegrationTests;

/// <summary>Our client calls a grpc-js server.</summary>
public sealed class GrpcJsServerTests(GrpcJsServerTests.Peers peers) : IClassFixture<GrpcJsServerTests.Peers>
{
    private readonly NodePeer _server = peers.Server;
    private readonly GrpcChannel _channel = peers.Channel;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_unary_call_is_answered_with_metadata_as_text_and_as_bytes()
    {
        byte[] bytes = [0, 255, 254, 128];
        var metadata = new GrpcMetadata { { "x-echo", "one, two" }, { "x-echo-bin", bytes } };
        var options = new CallOptions { Tenant = "demo", Metadata = metadata, Deadline = TimeSpan.FromMinutes(1) };

        var answer = await _channel.CallWithMetadataAsync(ProbeMethods.Echo, new() { Text = "もしもし" }, options, Token);

        answer.Message.Text.ShouldBe("もしもし");
        answer.Message.Tenant.ShouldBe("demo");
        answer.Message.RemainingMilliseconds.ShouldBeInRange(1, 60_001);
        foreach (var received in new[] { answer.Headers, answer.Trailers })
        {
            received.GetText("x-echo").ShouldBe("one, two");
            received.GetBytes("x-echo-bin").ShouldBe(bytes);
        }
    }

    [Theory]
    [InlineData(GrpcStatusCode.Cancelled)]
    [InlineData(GrpcStatusCode.Unknown)]
    [InlineData(GrpcStatusCode.PermissionDenied)]
    [InlineData(GrpcStatusCode.DataLoss)]
    public async Task A_status_arrives_with_its_unicode_detail_and_trailers(GrpcStatusCode code)
    {
        const string Detail = "通話できません: 100% 😀";
        var options = new CallOptions { Metadata = new() { { "x-echo", "kept" } } };

        var error = await Should.ThrowAsync<GrpcException>(
            _channel.CallAsync(ProbeMethods.Fail, new() { Code = (int)code, Detail = Detail }, options, Token));

        error.Status.ShouldBe(new(code, Detail));
        error.Trailers.GetText("x-echo").ShouldBe("kept");
    }

    [Fact]
    public async Task An_unknown_method_is_UNIMPLEMENTED() =>
        (await Should.ThrowAsync<GrpcException>(_channel.CallAsync(ProbeMethods.Missing, new(), null, Token))).Code.ShouldBe(GrpcStatusCode.Unimplemented);

    [Fact]
    public async Task A_passed_deadline_ends_the_call_on_both_sides()
    {
        var error = await Should.ThrowAsync<GrpcException>(
            _channel.CallAsync(ProbeMethods.Hang, new() { Text = "late" }, new() { Deadline = TimeSpan.FromSeconds(2) }, Token));

        error.Code.ShouldBe(GrpcStatusCode.DeadlineExceeded);
        await SaidAsync("hanging", "late");
        await SaidAsync("cancelled", "late");
    }

    [Fact]
    public async Task Cancelling_a_call_reaches_the_server()
    {
        using var cancel = new CancellationTokenSource();
        var call = _channel.CallAsync(ProbeMethods.Hang, new() { Text = "unwanted" }, null, cancel.Token);
        await SaidAsync("hanging", "unwanted");
        await cancel.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(call)).CancellationToken.ShouldBe(cancel.Token);
        await SaidAsync("cancelled", "unwanted");
    }

    [Fact]
    public async Task A_stream_arrives_whole_and_in_order()
    {
        var numbers = new List<int>();
        await foreach (var reply in _channel.ServerStream(ProbeMethods.Count, new() { To = 2000, PayloadBytes = 8192 }, null, Token))
            numbers.Add(reply.Number);

        numbers.ShouldBe(Enumerable.Range(1, 2000));
    }

    [Fact]
    public async Task A_stream_that_fails_keeps_what_came_before()
    {
        var numbers = new List<int>();
        var error = await Should.ThrowAsync<GrpcException>(async () =>
        {
            await foreach (var reply in _channel.ServerStream(ProbeMethods.Count, new() { To = 3, Then = new() { Code = 10, Detail = "途中で" } }, null, Token))
                numbers.Add(reply.Number);
        });

        error.Status.ShouldBe(new(GrpcStatusCode.Aborted, "途中で"));
        numbers.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Leaving_a_stream_early_cancels_it_on_the_server()
    {
        await foreach (var reply in _channel.ServerStream(ProbeMethods.Count, new() { To = 2, ThenHang = true, Name = "left" }, null, Token))
        {
            if (reply.Number == 2)
                break;
        }

        await SaidAsync("cancelled", "left");
    }

    [Fact]
    public async Task A_large_message_goes_both_ways()
    {
        var payload = ByteString.CopyFrom(Enumerable.Range(0, 10_000_000).Select(i => (byte)(i * 31)).ToArray());

        (await _channel.CallAsync(ProbeMethods.Echo, new() { Payload = payload }, null, Token)).Payload.Equals(payload).ShouldBeTrue();
    }

    [Fact]
    public async Task An_answer_over_the_limit_is_RESOURCE_EXHAUSTED()
    {
        using var narrow = new GrpcChannel(_channel.Address, new() { MaxReceiveMessageSize = 1000 });

        (await Should.ThrowAsync<GrpcException>(narrow.CallAsync(ProbeMethods.Echo, new() { Text = new string('x', 1000) }, null, Token)))
            .Code.ShouldBe(GrpcStatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Many_concurrent_calls_each_get_their_own_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i =>
            _channel.CallAsync(ProbeMethods.Echo, new() { Text = $"n{i}" }, new() { Deadline = TimeSpan.FromMinutes(1) }, Token)));

        answers.Select(a => a.Text).ShouldBe(Enumerable.Range(0, 1000).Select(i => $"n{i}"));
    }

    /// <summary>Waits for the server to say it of the call with that name; what it says of others is passed over.</summary>
    private async Task SaidAsync(string what, string name)
    {
        while ((await _server.NextAsync())[what]?.GetValue<string>() != name)
        {
        }
    }

    public sealed class Peers : IAsyncLifetime
    {
        internal NodePeer Server { get; private set; } = null!;

        internal GrpcChannel Channel { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await NodePeer.StartAsync("server");
            var port = (await Server.NextAsync())["port"]!.GetValue<int>();
            Channel = new GrpcChannel(new Uri($"http://127.0.0.1:{port}"), new() { MaxReceiveMessageSize = 12 << 20, DefaultDeadline = TimeSpan.FromMinutes(1) });

            // Opens the connection, so that a short deadline is spent in the handler.
            await Channel.CallAsync(ProbeMethods.Echo, new());
        }

        public async ValueTask DisposeAsync()
        {
            Channel.Dispose();
            await Server.DisposeAsync();
        }
    }
}
