namespace Meet.Grpc.Server;

/// <summary>The local port an endpoint is bound to.</summary>
internal sealed record GrpcPortMetadata(int Port);
