using Meet.Contracts.Media.Rpc;
using Meet.Media.Layers;
using Meet.Media.Negotiation;
using Meet.Media.Views;
using Meet.Media.Workers;

namespace Meet.Media.Rooms;

/// <summary>
/// Chooses, a few times a second, the layer in which a participant is sent each picture: as large as it is shown, as small as their
/// bandwidth asks for (docs/media/layers.md).
/// </summary>
internal sealed class LayerChooser(ParticipantLines lines, Bandwidth bandwidth, ShownPictures shown, WorkerClock clock)
{
    private const long Interval = 200;

    /// <summary>Milliseconds that a picture's smallest layer goes on although it does not fit: estimates begin low and swing.</summary>
    private const long Patience = 2000;

    /// <summary>Bits a second left to each voice before any picture: Opus as browsers send it, with its headers.</summary>
    private const long Voice = 50_000;

    /// <summary>The same of one that carries redundancy: each frame twice, under one header.</summary>
    private const long RedundantVoice = 85_000;

    /// <summary>So many voices at once; who is silent sends next to nothing.</summary>
    private const int Voices = 3;

    private readonly List<Subscription> _pictures = [];
    private readonly LayerChoice[] _choices = new LayerChoice[LineDemand.MaxLayers];
    private LineDemand[] _demands = new LineDemand[4];
    private long _due;
    private long _fittedAt = clock.Now;

    public void OnTick()
    {
        if (clock.Now >= _due)
            Choose();
    }

    /// <summary>At once: the participant's screen has changed.</summary>
    public void Choose()
    {
        _due = clock.Now + Interval;
        var voices = Gather();
        var demands = _demands.AsSpan(0, _pictures.Count);
        var best = Best(demands);
        var target = bandwidth.Target;
        var soon = LayerAllocation.Allocate(demands, target == long.MaxValue ? target : Math.Max(0, target - voices));
        bandwidth.Want(best == 0 ? 0 : best + voices, soon == 0 ? 0 : soon + voices);
        Follow(demands);
        _pictures.Clear();
    }

    private void Follow(ReadOnlySpan<LineDemand> demands)
    {
        var allFit = true;
        foreach (ref readonly var demand in demands)
            allFit &= demand.Chosen >= 0 || demand.Smallest < 0;
        if (allFit)
            _fittedAt = clock.Now;
        var isPatient = clock.Now - _fittedAt < Patience || !bandwidth.Suffers;
        for (var i = 0; i < demands.Length; i++)
        {
            var line = _pictures[i];
            line.Source!.ChoicesInto(_choices);
            var (chosen, smallest) = (demands[i].Chosen, demands[i].Smallest);
            if (chosen >= 0)
                line.Aim(Begin(line, _choices[chosen], _choices[smallest]));
            else if (smallest >= 0 && isPatient && line.Target is not null)
                line.Aim(_choices[smallest]);
            else if (smallest >= 0 || demands[i].Cap < 0)
                line.Aim(null);
            Want(line, chosen < 0 ? null : _choices[chosen].Layer);
        }
    }

    /// <summary>A picture that is missing begins with what comes first.</summary>
    private LayerChoice Begin(Subscription line, in LayerChoice chosen, in LayerChoice smallest) =>
        line.Current is null && !chosen.Layer.Rate.IsHeard(clock.Now) ? smallest : chosen;

    /// <summary>
    /// What the publisher is to send for this line: what it carries, what it shall carry, and the smallest, which is what is left when the
    /// connection becomes narrow all at once.
    /// </summary>
    private void Want(Subscription line, Layer? chosen)
    {
        chosen?.Hold.Want(clock.Now);
        chosen?.Track.Layers[0].Hold.Want(clock.Now);
        line.Current?.Hold.Want(clock.Now);
        line.Target?.Hold.Want(clock.Now);
    }

    /// <summary>What is read, a screen, before who is seen. Returns what voices need beside them, in bits a second.</summary>
    private long Gather()
    {
        var voices = 0;
        var each = Voice;
        foreach (var line in lines.Subscriptions)
        {
            if (line is { Kind: MediaKind.Video, Source.Source: Source.Screen })
                _pictures.Add(line);
            else if (line is { Kind: MediaKind.Audio, Source: not null })
                (voices, each) = (voices + 1, line.HasRedundancy ? RedundantVoice : each);
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
        return Math.Min(voices, Voices) * each;
    }

    private LineDemand Demand(Subscription line)
    {
        var source = line.Source!;
        var choices = _choices.AsSpan(0, source.ChoicesInto(_choices));
        var demand = new LineDemand { Layers = choices.Length, Chosen = -1, Cap = Cap(choices, shown.HeightOf(source.Owner.Id, source.Source)) };
        for (var i = 0; i < choices.Length; i++)
        {
            demand.Rates[i] = Rate(choices[i], isSmallest: i == 0);
            if (line.Wants(choices[i]))
                demand.Chosen = i;
        }

        return demand;
    }

    /// <summary>
    /// A larger layer that has just begun is left alone until it is measured; the smallest has to be shown at once. What was held back is
    /// worth what it was.
    /// </summary>
    private long Rate(in LayerChoice choice, bool isSmallest)
    {
        var isHeard = choice.Rate.IsHeard(clock.Now);
        if (isHeard && choice.Rate.BitsPerSecond > 0)
            return choice.Rate.BitsPerSecond;
        if (choice.Layer.Hold.MayCome(clock.Now))
            return Math.Max(1, choice.Rate.Remembered);
        return isHeard && isSmallest ? 1 : 0;
    }

    /// <summary>The smallest layer that is no smaller than it is shown; the largest while nothing is known of one or the other.</summary>
    private static int Cap(ReadOnlySpan<LayerChoice> layers, int? shown)
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

    private static long Best(ReadOnlySpan<LineDemand> demands)
    {
        var sum = 0L;
        foreach (ref readonly var demand in demands)
            sum += demand.Best;
        return sum;
    }
}
