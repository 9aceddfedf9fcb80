using System.Net;
using Meet.Grpc.Wire;

namespace Meet.Grpc.Tests;

public sealed class HttpStatusMappingTests
{
    [Theory]
    [InlineData(400, GrpcStatusCode.Internal)]
    [InlineData(401, GrpcStatusCode.Unauthenticated)]
    [InlineData(403, GrpcStatusCode.PermissionDenied)]
    [InlineData(404, GrpcStatusCode.Unimplemented)]
    [InlineData(429, GrpcStatusCode.Unavailable)]
    [InlineData(502, GrpcStatusCode.Unavailable)]
    [InlineData(503, GrpcStatusCode.Unavailable)]
    [InlineData(504, GrpcStatusCode.Unavailable)]
    [InlineData(500, GrpcStatusCode.Unknown)]
    [InlineData(200, GrpcStatusCode.Unknown)]
    public void HTTP_statuses_are_read_as_the_specification_says(int http, GrpcStatusCode code) =>
        HttpStatusMapping.FromHttpStatus((HttpStatusCode)http).ShouldBe(code);

    [Theory]
    [InlineData(0x0, GrpcStatusCode.Internal)]
    [InlineData(0x2, GrpcStatusCode.Internal)]
    [InlineData(0x7, GrpcStatusCode.Unavailable)]
    [InlineData(0x8, GrpcStatusCode.Cancelled)]
    [InlineData(0xB, GrpcStatusCode.ResourceExhausted)]
    [InlineData(0xC, GrpcStatusCode.PermissionDenied)]
    public void Stream_resets_are_read_as_the_specification_says(long error, GrpcStatusCode code) =>
        HttpStatusMapping.FromHttp2Error(error).ShouldBe(code);
}
