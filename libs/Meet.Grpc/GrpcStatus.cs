namespace Meet.Grpc;

/// <summary>How a call ended: a code for programs and a detail for the developer who reads a log.</summary>
/// <param name="Code">The status code.</param>
/// <param name="Detail">Any Unicode text; never personal data, it ends up in logs on both sides.</param>
public readonly record struct GrpcStatus(GrpcStatusCode Code, string Detail = "")
{
    public static GrpcStatus Ok => new(GrpcStatusCode.Ok);

    public bool IsOk => Code == GrpcStatusCode.Ok;
}
