using System.Globalization;
using Meet.Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Meet.Grpc.Server;

/// <summary>Writes a call's end: as trailers after messages, or as the only headers when nothing was sent yet (Trailers-Only).</summary>
internal static class GrpcTrailers
{
    public static void Write(HttpResponse response, GrpcStatus status, GrpcMetadata metadata)
    {
        Append(response, GrpcHeaders.Status, ((int)status.Code).ToString(CultureInfo.InvariantCulture));
        if (status.Detail.Length > 0)
            Append(response, GrpcHeaders.Message, PercentEncoding.Encode(status.Detail));
        foreach (var (key, value) in metadata)
            Append(response, key, value);
    }

    private static void Append(HttpResponse response, string key, string value)
    {
        if (response.HasStarted)
            response.AppendTrailer(key, value);
        else
            response.Headers.Append(key, value);
    }
}
