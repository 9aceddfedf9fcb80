namespace Meet.Media;

/// <summary>What a node keeps for its sessions at one moment. When the last has ended, every number is 0: whatever is not has been forgotten.</summary>
/// <param name="Sessions">In the workers' rooms.</param>
/// <param name="Rooms">Each counted on every worker that it is on. Those are removed at the tick after their last session.</param>
/// <param name="Pinned">Sessions that have a worker.</param>
/// <param name="Addresses">From which packets are taken.</param>
/// <param name="Credentials">ICE username fragments that checks may name.</param>
/// <param name="SslObjects">OpenSSL's.</param>
/// <param name="HistoryBlocks">Of packets kept for repairs.</param>
internal readonly record struct Holdings(
    int Sessions, int Rooms, int Pinned, int Addresses, int Credentials, int SslObjects, int HistoryBlocks);
