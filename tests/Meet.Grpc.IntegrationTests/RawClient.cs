using System.Net;
using System.Net.Http.Headers;

namespace Meet.Grpc.IntegrationTests;

/// <summary>Plain HTTP/2 with the body a test wants: for requests no gRPC client would send.</summary>
internal sealed class RawClient(Uri address, Version? version = null) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, params (string Key, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        foreach (var (key, value) in headers)
        {
            if (key == "content-type")
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(key, value);
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The grpc-status, wherever it is.</summary>
    public static async Task<string?> StatusAsync(HttpResponseMessage response)
    {
        await response.Content.ReadAsByteArrayAsync();
        return Value(response.TrailingHeaders) ?? Value(response.Headers);

        static string? Value(HttpHeaders headers) => headers.TryGetValues("grpc-status", out var values) ? values.Single() : null;
    }

    public void Dispose() => _http.Dispose();
}
