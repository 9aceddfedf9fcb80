namespace Meet.Grpc;

/// <summary>The 17 status codes of gRPC (grpc/doc/statuscodes.md). Their numbers travel in <c>grpc-status</c>.</summary>
public enum GrpcStatusCode
{
    Ok = 0,

    /// <summary>Cancelled, usually by the caller.</summary>
    Cancelled = 1,

    /// <summary>An error nobody classified; also what an unhandled exception in a handler becomes.</summary>
    Unknown = 2,

    /// <summary>The arguments are wrong whatever the state of the system is.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed first; the operation may still have happened.</summary>
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,

    /// <summary>The caller is known and may not.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or a message size limit.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state the operation needs; do not retry before that changed.</summary>
    FailedPrecondition = 9,

    /// <summary>A concurrency conflict; retry at a higher level.</summary>
    Aborted = 10,
    OutOfRange = 11,

    /// <summary>The method does not exist on this server.</summary>
    Unimplemented = 12,

    /// <summary>An invariant is broken, or the peer does not speak gRPC.</summary>
    Internal = 13,

    /// <summary>Not reachable now; retrying with a pause is reasonable when the method is idempotent.</summary>
    Unavailable = 14,
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
