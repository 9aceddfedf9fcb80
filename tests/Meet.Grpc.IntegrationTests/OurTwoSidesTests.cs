using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Meet.Grpc.IntegrationTests;

/// <summary>Our client and our server: what no foreign peer shows.</summary>
public sealed class OurTwoSidesTests : IAsyncLifetime
{
    private ProbeServer _server = null!;
    private GrpcChannel _channel = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ProbeServer.StartAsync();
        _channel = new GrpcChannel(_server.Grpc, new() { DefaultDeadline = TimeSpan.FromMinutes(1) });
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_trace_flows_by_itself_and_both_spans_name_the_method()
    {
        var stopped = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GrpcTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (stopped)
                    stopped.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();

        await _channel.CallAsync(ProbeMethods.Echo, new(), null, Token);

        (await _server.Noticed.Reader.ReadAsync(Token)).ShouldBe(root.TraceId.ToString());
        Activity client;
        lock (stopped)
            client = stopped.Single(a => a.TraceId == root.TraceId && a.Kind == ActivityKind.Client);
        client.DisplayName.ShouldBe("meet.grpc.test.v1.Probe/Echo");
        client.GetTagItem("rpc.grpc.status_code").ShouldBe(0);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_deadline_does_not_delay_the_answer()
    {
        var error = await Should.ThrowAsync<GrpcException>(
            _channel.CallAsync(ProbeMethods.Stubborn, new(), new() { Deadline = TimeSpan.FromMilliseconds(100) }, Token));

        error.Code.ShouldBe(GrpcStatusCode.DeadlineExceeded);
        _server.LetStubbornGo();
    }

    [Fact]
    public async Task The_server_ends_a_call_at_its_deadline_even_if_the_client_keeps_waiting()
    {
        using var http = new RawClient(_server.Grpc);
        using var response = await http.PostAsync(ProbeMethods.Stubborn.Path, [0, 0, 0, 0, 0], ("grpc-timeout", "50m"));

        (await RawClient.StatusAsync(response)).ShouldBe("4");
        _server.LetStubbornGo();
    }

    [Fact]
    public async Task A_sequence_is_streamed()
    {
        var numbers = new List<int>();
        await foreach (var reply in _channel.ServerStream(ProbeMethods.Sequence, new() { To = 5 }, null, Token))
            numbers.Add(reply.Number);

        numbers.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Nobody_listening_is_UNAVAILABLE()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = new Uri($"http://{free.LocalEndpoint}");
        free.Stop();
        using var channel = new GrpcChannel(address);

        (await Should.ThrowAsync<GrpcException>(channel.CallAsync(ProbeMethods.Echo, new(), null, Token))).Code.ShouldBe(GrpcStatusCode.Unavailable);
    }

    [Fact]
    public async Task A_server_that_dies_in_mid_stream_is_UNAVAILABLE()
    {
        await using var stream = _channel.ServerStream(ProbeMethods.Count, new() { To = 1, ThenHang = true }, null, Token).GetAsyncEnumerator(Token);
        (await stream.MoveNextAsync()).ShouldBeTrue();
        await _server.KillAsync();

        (await Should.ThrowAsync<GrpcException>(stream.MoveNextAsync().AsTask())).Code.ShouldBe(GrpcStatusCode.Unavailable);
    }

    [Fact]
    public async Task A_server_that_requires_HTTP_1_is_UNKNOWN_as_the_specification_maps_it()
    {
        using var channel = new GrpcChannel(_server.Http);

        (await Should.ThrowAsync<GrpcException>(channel.CallAsync(ProbeMethods.Echo, new(), null, Token))).Code.ShouldBe(GrpcStatusCode.Unknown);
    }

    [Theory]
    [InlineData(401, GrpcStatusCode.Unauthenticated)]
    [InlineData(404, GrpcStatusCode.Unimplemented)]
    [InlineData(503, GrpcStatusCode.Unavailable)]
    [InlineData(200, GrpcStatusCode.Unknown)]
    public async Task An_answer_without_a_status_is_read_from_HTTP(int status, GrpcStatusCode code)
    {
        using var channel = new GrpcChannel(_server.Grpc, null, new CannedHandler((HttpStatusCode)status));

        (await Should.ThrowAsync<GrpcException>(channel.CallAsync(ProbeMethods.Echo, new(), null, Token))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_thousand_streams_stay_open_at_once()
    {
        // More than one connection's limit of 100 streams.
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var streams = Enumerable.Range(0, 1000)
            .Select(_ => _channel.ServerStream(ProbeMethods.Count, new() { To = 1, ThenHang = true }, null, cancel.Token).GetAsyncEnumerator(cancel.Token))
            .ToList();

        (await Task.WhenAll(streams.Select(s => s.MoveNextAsync().AsTask()))).ShouldAllBe(first => first);

        await cancel.CancelAsync();
        foreach (var stream in streams)
            await Should.ThrowAsync<OperationCanceledException>(stream.MoveNextAsync().AsTask());
    }

    private sealed class CannedHandler(HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("hello") });
    }
}
