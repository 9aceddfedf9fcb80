namespace Meet.Grpc;

/// <summary>
/// A call that did not end with <see cref="GrpcStatusCode.Ok"/>. The client throws it; a server handler may throw it to
/// answer with that status (returning a <see cref="GrpcReply{T}"/> costs no exception).
/// </summary>
public sealed class GrpcException : Exception
{
    public GrpcException(GrpcStatus status, GrpcMetadata? trailers = null, Exception? innerException = null)
        : base($"{status.Code}: {status.Detail}", innerException)
    {
        if (status.IsOk)
            throw new ArgumentException("Ok is no error.", nameof(status));
        Status = status;
        Trailers = trailers ?? [];
    }

    public GrpcException(GrpcStatusCode code, string detail, Exception? innerException = null)
        : this(new GrpcStatus(code, detail), null, innerException)
    {
    }

    public GrpcStatus Status { get; }

    public GrpcStatusCode Code => Status.Code;

    public string Detail => Status.Detail;

    /// <summary>The metadata that came with the status.</summary>
    public GrpcMetadata Trailers { get; }
}
