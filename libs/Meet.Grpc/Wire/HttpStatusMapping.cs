using System.Net;

namespace Meet.Grpc.Wire;

/// <summary>What failures below gRPC mean as a status (http-grpc-status-mapping.md and PROTOCOL-HTTP2.md, Errors).</summary>
internal static class HttpStatusMapping
{
    /// <summary>For an answer without <c>grpc-status</c>.</summary>
    public static GrpcStatusCode FromHttpStatus(HttpStatusCode status) => (int)status switch
    {
        400 => GrpcStatusCode.Internal,
        401 => GrpcStatusCode.Unauthenticated,
        403 => GrpcStatusCode.PermissionDenied,
        404 => GrpcStatusCode.Unimplemented,
        429 or 502 or 503 or 504 => GrpcStatusCode.Unavailable,
        _ => GrpcStatusCode.Unknown,
    };

    /// <summary>For a stream that the peer reset with an HTTP/2 error code (RFC 9113 section 7).</summary>
    public static GrpcStatusCode FromHttp2Error(long errorCode) => errorCode switch
    {
        0x7 => GrpcStatusCode.Unavailable,       // REFUSED_STREAM: not processed, may be retried
        0x8 => GrpcStatusCode.Cancelled,         // CANCEL
        0xB => GrpcStatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xC => GrpcStatusCode.PermissionDenied,  // INADEQUATE_SECURITY
        0xD => GrpcStatusCode.Unknown,           // HTTP_1_1_REQUIRED
        _ => GrpcStatusCode.Internal,
    };
}
