using Meet.Contracts.Media.Rpc;
using Meet.Media.Layers;
using Meet.Media.Negotiation;
using Meet.Media.Workers;

namespace Meet.Media.Rooms;

/// <summary>
/// Chooses, a few times a second, the layer in which a participant is sent each picture: as large as it is shown, as small as their
/// bandwidth asks for (docs/media/layers.md).
/// </summary>
internal sealed class LayerChooser(ParticipantLines lines, WorkerClock clock)
{
    private const long Interval = 200;

    private readonly List<Subscription> _pictures = [];
    private LineDemand[] _demands = new LineDemand[4];
    private long _due;

    public void OnTick()
    {
        if (clock.Now < _due)
            return;
        _due = clock.Now + Interval;
        Gather();
        var demands = _demands.AsSpan(0, _pictures.Count);
        LayerAllocation.Allocate(demands, long.MaxValue);
        for (var i = 0; i < demands.Length; i++)
            Follow(_pictures[i], demands[i].Chosen);
        _pictures.Clear();
    }

    private static void Follow(Subscription line, int chosen)
    {
        var layers = line.Source!.Layers;
        if (chosen >= 0)
            line.Aim(layers[chosen]);
        else if (line.ShownHeight == 0)
            line.Aim(null);
    }

    /// <summary>What is read, a screen, before who is seen.</summary>
    private void Gather()
    {
        foreach (var line in lines.Subscriptions)
        {
            if (line is { Kind: MediaKind.Video, Source.Source: Source.Screen })
                _pictures.Add(line);
        }

        foreach (var line in lines.Subscriptions)
        {
            if (line is { Kind: MediaKind.Video, Source.Source: Source.Camera })
                _pictures.Add(line);
        }

        if (_demands.Length < _pictures.Count)
            _demands = new LineDemand[_pictures.Count * 2];
        for (var i = 0; i < _pictures.Count; i++)
            _demands[i] = Demand(_pictures[i]);
    }

    private LineDemand Demand(Subscription line)
    {
        var layers = line.Source!.Layers;
        var demand = new LineDemand { Layers = layers.Length, Chosen = -1, Cap = Cap(layers, line.ShownHeight) };
        for (var i = 0; i < layers.Length; i++)
        {
            // What has just begun counts for next to nothing until it is measured.
            demand.Rates[i] = layers[i].Rate.IsHeard(clock.Now) ? Math.Max(1, layers[i].Rate.BitsPerSecond) : 0;
            if (layers[i] == line.Target)
                demand.Chosen = i;
        }

        return demand;
    }

    /// <summary>The smallest layer that is no smaller than it is shown; the largest while nothing is known of one or the other.</summary>
    private static int Cap(ReadOnlySpan<Layer> layers, int? shown)
    {
        if (shown == 0)
            return -1;
        for (var i = 0; shown is { } height && i < layers.Length - 1; i++)
        {
            if (layers[i].Height >= height)
                return i;
        }

        return layers.Length - 1;
    }
}
