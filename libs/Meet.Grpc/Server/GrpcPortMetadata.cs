namespace Meet.Grpc.Server;

/// <summary>The local ports that an endpoint is bound to.</summary>
internal sealed record GrpcPortMetadata(IReadOnlyList<int> Ports);
