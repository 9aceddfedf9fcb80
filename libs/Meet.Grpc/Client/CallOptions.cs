namespace Meet.Grpc;

/// <summary>What a caller may say about one call.</summary>
public sealed record CallOptions
{
    public static CallOptions Default { get; } = new();

    /// <summary>
    /// How long the call may take, from now; more than zero. Both sides give up then (DEADLINE_EXCEEDED). Null: the channel's default for
    /// unary calls, no limit for streams.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>
    /// The tenant this call acts for; travels as <c>meet-tenant</c>. Said at each call, so that none acts for a tenant by accident.
    /// </summary>
    public string? Tenant { get; init; }

    public GrpcMetadata? Metadata { get; init; }
}
