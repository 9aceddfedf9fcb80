using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Google.Protobuf;
using Meet.Grpc.Wire;

namespace Meet.Grpc.Client;

/// <summary>Between gRPC's words and HttpClient's: the request's headers, and where a status hides in the answer.</summary>
internal static class GrpcRequest
{
    public static HttpRequestMessage Create(Uri uri, IMessage message, CallOptions options)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new GrpcRequestContent(message),
        };

        // "te: trailers" tells proxies apart that would drop trailers.
        request.Headers.TE.Add(new("trailers"));
        request.Headers.TryAddWithoutValidation(GrpcHeaders.AcceptEncoding, GrpcHeaders.AcceptedEncodings);
        if (options.Deadline is { } deadline && deadline > TimeSpan.Zero)
            request.Headers.TryAddWithoutValidation(GrpcHeaders.Timeout, GrpcTimeout.Format(deadline));
        if (options.Tenant is { } tenant)
            request.Headers.Add(GrpcHeaders.Tenant, tenant);
        foreach (var (key, value) in options.Metadata ?? [])
        {
            if (!request.Headers.TryAddWithoutValidation(key, value))
                throw new ArgumentException($"'{key}' cannot be sent as metadata.", nameof(options));
        }

        return request;
    }

    public static GrpcStatus? StatusIn(HttpResponseHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues(GrpcHeaders.Status, out var values))
            return null;
        var isKnown = int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= (int)GrpcStatusCode.Unauthenticated;
        var detail = headers.NonValidated.TryGetValues(GrpcHeaders.Message, out var message) ? message.ToString() : "";
        return new(isKnown ? (GrpcStatusCode)number : GrpcStatusCode.Unknown, PercentEncoding.Decode(detail));
    }

    public static string? EncodingOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues(GrpcHeaders.Encoding, out var values) ? values.ToString() : null;

    /// <summary>What a failure of the transport means; null when it is none.</summary>
    public static GrpcStatus? StatusOf(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            // A stream that was reset on purpose; when the connection went down the code is NO_ERROR, and that is no verdict.
            if (e is HttpProtocolException { ErrorCode: > 0 } reset)
                return new(HttpStatusMapping.FromHttp2Error(reset.ErrorCode), $"The stream was reset with HTTP/2 error {reset.ErrorCode}.");
            if (e is SocketException or HttpProtocolException)
                return new(GrpcStatusCode.Unavailable, "The connection was lost or refused.");
        }

        return exception is HttpRequestException or IOException
            ? new(GrpcStatusCode.Unavailable, "The server cannot be reached.")
            : exception is OperationCanceledException ? new(GrpcStatusCode.Unavailable, "The connection did not open in time.") : null;
    }
}
