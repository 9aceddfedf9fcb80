using Meet.Contracts.Media;

namespace Meet.Meets.Fleet;

/// <summary>
/// The media nodes as this replica hears of them. Silence is measured by its own monotonic clock; nothing here is stored, since whoever
/// starts anew has heard everybody within a second. Whether a silent node is dead is <see cref="FleetWatch"/>'s to find out.
/// </summary>
internal sealed class MediaFleet(TimeProvider time)
{
    /// <summary>A word that did not come, and another one: then the node is asked (<see cref="NodeProbe"/>).</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    /// <summary>Whoever has heard of others for so long and never of this one takes it for gone.</summary>
    public static readonly TimeSpan Unheard = TimeSpan.FromSeconds(10);

    /// <summary>As long as a Meet that was given to a node may not be among its rooms yet.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(3);

    /// <summary>How long a request that finds no node waits for one: more than the pause between two words.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Node> _nodes = [];
    private readonly Dictionary<string, StartedNode> _started = [];
    private TaskCompletionSource _heard = NewSignal();
    private long? _firstHeard;
    private int _changes;

    private sealed class Node
    {
        public required MediaNodeAnnounced Said { get; set; }

        public long HeardAt { get; set; }

        public bool IsGone { get; set; }

        public Queue<long> Given { get; } = new();
    }

    /// <summary>Counts whatever can make Meets move, or give them somewhere to go.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>A node's word, from the bus or from the node itself.</summary>
    /// <returns>What changed, for the log.</returns>
    public NodeNews Hear(MediaNodeAnnounced said)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _firstHeard ??= now;
            var known = _nodes.GetValueOrDefault(said.NodeId);
            if (said.State == MediaNodeState.Stopped)
            {
                // A word of the process before must not hide the one that has taken its place.
                return known?.Said.Instance == said.Instance && _nodes.Remove(said.NodeId) ? NodeNews.Stopped : NodeNews.None;
            }

            var isAnother = known?.Said.Instance != said.Instance;
            var news = isAnother || known!.IsGone ? NodeNews.Came : known.Said.State != said.State ? NodeNews.Changed : NodeNews.None;
            if (isAnother)
            {
                _started[said.NodeId] = new StartedNode(said.NodeId, said.Instance, said.StartedAt);
            }

            if (known is null)
            {
                _nodes[said.NodeId] = known = new Node { Said = said };
            }

            (known.Said, known.HeardAt, known.IsGone) = (said, now, false);
            if (news != NodeNews.None)
            {
                _changes++;
                Signal();
            }

            return news;
        }
    }

    /// <summary>The node does not answer either. A word from it that came meanwhile counts more.</summary>
    /// <param name="silent">As <see cref="Silent"/> gave it.</param>
    /// <returns>False: it lives after all, or was known to be gone.</returns>
    public bool Lose(SilentNode silent)
    {
        lock (_gate)
        {
            if (_nodes.GetValueOrDefault(silent.NodeId) is not { IsGone: false } node || node.HeardAt != silent.HeardAt)
            {
                return false;
            }

            node.IsGone = true;
            _changes++;
            return true;
        }
    }

    /// <summary>Those that have said nothing for <see cref="Silence"/> and are not known to be gone.</summary>
    public IReadOnlyList<SilentNode> Silent()
    {
        lock (_gate)
        {
            return [.. from node in _nodes
                       where !node.Value.IsGone && time.GetElapsedTime(node.Value.HeardAt) >= Silence
                       select new SilentNode(node.Key, node.Value.Said.Grpc, node.Value.HeardAt)];
        }
    }

    /// <summary>Processes of which nobody has looked yet whether there are Meets with media from before them.</summary>
    public IReadOnlyList<StartedNode> Started()
    {
        lock (_gate)
        {
            return [.. _started.Values];
        }
    }

    /// <summary>It has been looked.</summary>
    public void Settle(StartedNode started)
    {
        lock (_gate)
        {
            if (_started.GetValueOrDefault(started.NodeId) == started)
            {
                _started.Remove(started.NodeId);
            }
        }
    }

    /// <summary>Why a Meet cannot stay at this node; null when it can.</summary>
    public Absence? AbsenceOf(string nodeId)
    {
        lock (_gate)
        {
            return _nodes.GetValueOrDefault(nodeId) switch
            {
                { IsGone: true } => Absence.Lost,
                { Said.State: MediaNodeState.Leaving } => Absence.Leaving,
                null when _firstHeard is { } first && time.GetElapsedTime(first) >= Unheard => Absence.Lost,
                _ => null,
            };
        }
    }

    /// <summary>A node for this Meet; null when none takes any.</summary>
    /// <param name="but">Not this one.</param>
    public string? Place(Guid meetId, string? but = null)
    {
        lock (_gate)
        {
            var chosen = Placement.Choose(
                from node in _nodes
                where node.Key != but && node.Value is { IsGone: false, Said.State: MediaNodeState.Open }
                select new Candidate(node.Key, Fullness(node.Value.Said), node.Value.Said.Meets + GivenLately(node.Value)),
                meetId);
            if (chosen is not null)
            {
                _nodes[chosen].Given.Enqueue(time.GetTimestamp());
            }

            return chosen;
        }
    }

    /// <summary>As <see cref="Place"/>, for somebody who waits: right after a start no node may have been heard of yet.</summary>
    public async Task<string?> PlaceAsync(Guid meetId, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var heard = Volatile.Read(ref _heard).Task;
            var left = Patience - time.GetElapsedTime(began);
            if (Place(meetId) is { } chosen)
            {
                return chosen;
            }

            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            await heard.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Every node that is known, by name.</summary>
    public IReadOnlyList<NodeStanding> Standing()
    {
        lock (_gate)
        {
            return [.. from node in _nodes
                       orderby node.Key
                       select new NodeStanding(node.Value.Said, node.Value.IsGone, time.GetElapsedTime(node.Value.HeardAt).TotalSeconds)];
        }
    }

    private static double Fullness(MediaNodeAnnounced said) => Math.Max(said.Load, said.Sessions / (double)Math.Max(1, said.SessionLimit));

    private int GivenLately(Node node)
    {
        while (node.Given.TryPeek(out var at) && time.GetElapsedTime(at) > OnTheWay)
        {
            node.Given.Dequeue();
        }

        return node.Given.Count;
    }

    private void Signal() => Interlocked.Exchange(ref _heard, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
