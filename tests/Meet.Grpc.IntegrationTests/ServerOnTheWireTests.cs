using System.Net;

namespace Meet.Grpc.IntegrationTests;

/// <summary>What our server says to requests that are not proper gRPC.</summary>
public sealed class ServerOnTheWireTests : IAsyncLifetime
{
    private static readonly byte[] EmptyMessage = [0, 0, 0, 0, 0];
    private ProbeServer _server = null!;
    private RawClient _http2 = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ProbeServer.StartAsync();
        _http2 = new RawClient(_server.Grpc);
    }

    public async ValueTask DisposeAsync()
    {
        _http2.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Another_content_type_is_415()
    {
        using var response = await _http2.PostAsync(ProbeMethods.Echo.Path, EmptyMessage, ("content-type", "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task The_protobuf_suffix_is_welcome()
    {
        using var response = await _http2.PostAsync(ProbeMethods.Echo.Path, EmptyMessage, ("content-type", "application/grpc+proto"));

        (await RawClient.StatusAsync(response)).ShouldBe("0");
    }

    [Fact]
    public async Task HTTP_1_is_426_where_a_port_speaks_both()
    {
        using var http1 = new RawClient(_server.Http, HttpVersion.Version11);
        using var response = await http1.PostAsync(ProbeMethods.Echo.Path, EmptyMessage);

        response.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
    }

    [Fact]
    public async Task A_method_bound_to_another_port_is_not_found_here()
    {
        using var response = await _http2.PostAsync(ProbeMethods.Elsewhere.Path, EmptyMessage);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Other_APIs_keep_their_own_404_and_405()
    {
        using var http1 = new HttpClient { BaseAddress = _server.Http };

        (await http1.GetAsync("no/such", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http1.GetAsync("json/only", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData(new byte[] { }, "13")]                                  // no message
    [InlineData(new byte[] { 0, 0, 0 }, "13")]                          // half a header
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, "13")]                 // half a message
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "13")]     // two messages
    [InlineData(new byte[] { 2, 0, 0, 0, 0 }, "13")]                    // a flag that does not exist
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 10, 200 }, "13")]           // no protobuf
    [InlineData(new byte[] { 1, 0, 0, 0, 1, 0 }, "13")]                 // compressed, nobody said how
    [InlineData(new byte[] { 0, 255, 255, 255, 255 }, "8")]             // 4 GiB announced
    public async Task A_bad_frame_is_refused_and_the_connection_lives(byte[] body, string status)
    {
        using var response = await _http2.PostAsync(ProbeMethods.Echo.Path, body);
        (await RawClient.StatusAsync(response)).ShouldBe(status);

        using var good = await _http2.PostAsync(ProbeMethods.Echo.Path, EmptyMessage);
        (await RawClient.StatusAsync(good)).ShouldBe("0");
    }

    [Fact]
    public async Task An_unknown_compression_is_UNIMPLEMENTED_and_the_answer_names_the_known_ones()
    {
        using var response = await _http2.PostAsync(ProbeMethods.Echo.Path, [1, 0, 0, 0, 1, 0], ("grpc-encoding", "snappy"));

        (await RawClient.StatusAsync(response)).ShouldBe("12");
        response.Headers.GetValues("grpc-accept-encoding").Single().ShouldBe("identity,gzip");
    }

    [Fact]
    public async Task A_malformed_timeout_is_refused()
    {
        using var response = await _http2.PostAsync(ProbeMethods.Echo.Path, EmptyMessage, ("grpc-timeout", "soon"));

        (await RawClient.StatusAsync(response)).ShouldBe("13");
    }

    [Fact]
    public async Task A_refusal_is_headers_only_with_status_200()
    {
        using var response = await _http2.PostAsync(ProbeMethods.Missing.Path, EmptyMessage);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("grpc-status").Single().ShouldBe("12");
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }
}
