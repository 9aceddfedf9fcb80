namespace Meet.Grpc;

/// <summary>Settings of the server side; set with <c>services.Configure&lt;GrpcServerOptions&gt;(...)</c>.</summary>
public sealed class GrpcServerOptions
{
    /// <summary>
    /// Bytes a request message may have, also unpacked; more is answered with RESOURCE_EXHAUSTED. 4 MiB, as everywhere in gRPC.
    /// </summary>
    public int MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>The clock of deadlines. Real time on purpose: a peer's deadline does not follow a test clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
