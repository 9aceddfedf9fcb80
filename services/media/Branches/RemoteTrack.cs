using Meet.Media.Negotiation;
using Meet.Media.Rooms;

namespace Meet.Media.Branches;

/// <summary>A stand-in for a track of another branch: lines are bound to it as to any other, and what they need is asked for at its worker.</summary>
internal sealed class RemoteTrack
{
    private RemoteLayer[] _layers = [];

    public RemoteTrack(RemoteParticipant owner, TrackDescription told)
    {
        Origin = told.Origin;
        Track = new Publication(owner, told.Plan);
        Take(told);
    }

    private sealed class RemoteLayer(Layer origin, Layer standIn)
    {
        /// <summary>The other worker's; only handed back to it.</summary>
        public Layer Origin => origin;

        public Layer StandIn => standIn;

        /// <summary>Its packets are asked for.</summary>
        public bool IsRelayed { get; set; }

        /// <summary>Which wish was passed on last.</summary>
        public long WatchedToldAt { get; set; } = long.MinValue / 2;
    }

    /// <summary>The other worker's, and the track's name there; only handed back to it.</summary>
    public Publication Origin { get; }

    /// <summary>What stands for it here.</summary>
    public Publication Track { get; }

    /// <summary>True if it has other layers now, of which the other worker must learn.</summary>
    public bool Update(TrackDescription told)
    {
        Track.Update(told.Plan);
        if (told.Layers.AsSpan().SequenceEqual(Array.ConvertAll(_layers, static layer => layer.Origin)))
            return false;
        Take(told);
        return true;
    }

    /// <summary>Asks the track's worker for what has come to be needed here since the last time.</summary>
    /// <param name="isDue">Also for what is said again and again.</param>
    public void Ask(RoomBranches branches, WorkerLink link, long now, bool isDue)
    {
        foreach (var layer in _layers)
        {
            var isWanted = layer.StandIn.Subscribers.Count > 0;
            if (isWanted != layer.IsRelayed)
                AskForPackets(layer, branches, link, isWanted);
            if (Track.Kind != MediaKind.Video)
                continue;
            if (layer.StandIn.Keyframes.Take(now))
                AskForKeyframe(layer, link);
            var hold = layer.StandIn.Hold;
            if (hold.WantedAt <= layer.WatchedToldAt || !(isDue || hold.IsHeld))
                continue;
            layer.WatchedToldAt = hold.WantedAt;
            link.Send(layer.Origin, RelayKind.Watched);
        }
    }

    public void ExpireHistories(long now)
    {
        foreach (var layer in _layers)
            layer.StandIn.ExpireHistory(now);
    }

    private void Take(TrackDescription told)
    {
        _layers = new RemoteLayer[told.Layers.Length];
        for (var i = 0; i < _layers.Length; i++)
        {
            _layers[i] = new RemoteLayer(told.Layers[i], Track.Layers[i]);
            Track.Layers[i].Tell(told.Facts[i], now: 0);
        }
    }

    // Apart, since a function that is kept takes memory wherever its variables are in view.
    private static void AskForPackets(RemoteLayer layer, RoomBranches branches, WorkerLink link, bool isWanted)
    {
        layer.IsRelayed = isWanted;
        branches.Tell(link, (there, from) => there.OnPacketsWanted(from, layer.Origin, layer.StandIn, isWanted));
    }

    private static void AskForKeyframe(RemoteLayer layer, WorkerLink link) => link.To.Tell(_ => layer.Origin.Keyframes.Want());
}
