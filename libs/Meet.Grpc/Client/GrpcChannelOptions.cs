namespace Meet.Grpc;

/// <summary>Settings of a client channel.</summary>
public sealed record GrpcChannelOptions
{
    /// <summary>Bytes a response message may have, also unpacked; more is RESOURCE_EXHAUSTED.</summary>
    public int MaxReceiveMessageSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>The deadline of unary calls that name none. Null: none.</summary>
    public TimeSpan? DefaultDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may take to open before the call is UNAVAILABLE.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may be silent before it is pinged; long streams find out about a dead peer this way.</summary>
    public TimeSpan KeepAlivePingDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the ping's answer may take before the connection is dropped.</summary>
    public TimeSpan KeepAlivePingTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of deadlines.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
