using Meet.Contracts.Media;

namespace Meet.Media.Fleet;

/// <summary>What the node is for others at the moment. Written by few, read by whoever lets somebody in.</summary>
internal sealed class NodeState
{
    private int _state = (int)MediaNodeState.Open;

    public MediaNodeState Current => (MediaNodeState)Volatile.Read(ref _state);

    public bool TakesRooms => Current == MediaNodeState.Open;

    /// <summary>By load. Changes nothing once the node is being stopped.</summary>
    public void SetOpen(bool isOpen) => Interlocked.CompareExchange(
        ref _state,
        (int)(isOpen ? MediaNodeState.Open : MediaNodeState.Full),
        (int)(isOpen ? MediaNodeState.Full : MediaNodeState.Open));

    /// <summary>On the way to the stop: there is no way back.</summary>
    public void Set(MediaNodeState state) => Volatile.Write(ref _state, (int)state);
}
