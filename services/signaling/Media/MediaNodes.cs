using Meet.Contracts.Media;
using Meet.Grpc;

namespace Meet.Signaling.Media;

/// <summary>
/// The media nodes, as they announce themselves every second. Whether one lives, calling it tells: the table says only where it is. A node of
/// which nothing was heard for long is forgotten.
/// </summary>
internal sealed class MediaNodes(TimeProvider time) : IDisposable
{
    /// <summary>Right after a start no node has been heard of yet: whoever names one waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    /// <summary>A host that vanished says nothing: what waits for it shall find out soon, since the Meet is to go on elsewhere.</summary>
    private static readonly GrpcChannelOptions Impatient = new()
    {
        DefaultDeadline = TimeSpan.FromSeconds(5),
        ConnectTimeout = TimeSpan.FromSeconds(2),
        KeepAlivePingDelay = TimeSpan.FromSeconds(2),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(2),
    };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Node> _nodes = [];
    private TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Node(string Address, GrpcChannel Channel)
    {
        public long HeardAt { get; set; }
    }

    /// <summary>A node's word. One that has moved is called at its new address from now on.</summary>
    /// <exception cref="UriFormatException">Its address is none.</exception>
    public void Hear(MediaNodeAnnounced said)
    {
        if (said.State == MediaNodeState.Stopped)
            return;
        lock (_gate)
        {
            Forget();
            if (!_nodes.TryGetValue(said.NodeId, out var node) || node.Address != said.Grpc)
            {
                var channel = new GrpcChannel(new Uri(said.Grpc), Impatient);
                node?.Channel.Dispose();
                _nodes[said.NodeId] = node = new Node(said.Grpc, channel);
                Interlocked.Exchange(ref _heard, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            }

            node.HeardAt = time.GetTimestamp();
        }
    }

    /// <summary>The way to a node; null when nobody has heard of it.</summary>
    public async ValueTask<GrpcChannel?> FindAsync(string nodeId, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var heard = Volatile.Read(ref _heard).Task;
            if (Find(nodeId) is { } channel)
                return channel;
            var left = Patience - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return null;
            await heard.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var node in _nodes.Values)
                node.Channel.Dispose();
        }
    }

    private GrpcChannel? Find(string nodeId)
    {
        lock (_gate)
            return _nodes.GetValueOrDefault(nodeId)?.Channel;
    }

    private void Forget()
    {
        foreach (var (id, node) in _nodes)
        {
            if (time.GetElapsedTime(node.HeardAt) < Forgotten)
                continue;
            node.Channel.Dispose();
            _nodes.Remove(id);
        }
    }
}
