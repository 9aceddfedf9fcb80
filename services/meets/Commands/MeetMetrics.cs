using System.Diagnostics.Metrics;
using Meet.Meets.Domain;

namespace Meet.Meets.Commands;

/// <summary>How many Meets begin, what becomes of rings, and how long they ring. No tag names a tenant or a person.</summary>
internal sealed class MeetMetrics
{
    private readonly Counter<long> _started;
    private readonly Counter<long> _rings;
    private readonly Histogram<double> _ringTime;

    public MeetMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Meet.Meets");
        _started = meter.CreateCounter<long>("meet.meets.started", "{meet}", "Meets begun");
        _rings = meter.CreateCounter<long>("meet.rings", "{ring}", "Rings by what became of them");
        _ringTime = meter.CreateHistogram<double>("meet.ring.duration", "s", "From the first ring until it was over");
    }

    /// <param name="before">The Meet before these events.</param>
    public void Happened(MeetLife before, IEnumerable<MeetEvent> events)
    {
        var life = before;
        foreach (var happened in events)
        {
            var after = Evolution.Evolve(life, happened);
            if (happened is MeetStarted started)
            {
                _started.Add(1, new("meet.kind", Word(started.Kind)), new("meet.by", Word(started.StartedBy.Kind)));
            }

            CountRings(life, after, happened.At);
            life = after;
        }
    }

    private void CountRings(MeetLife before, MeetLife after, DateTimeOffset at)
    {
        var open = before.Ringing.Select(ring => ring.Id).ToHashSet();
        foreach (var ring in after.Rings.Where(ring => ring.State != Contracts.Meets.RingState.Ringing))
        {
            var prevented = before.Rings.All(known => known.Id != ring.Id);
            if (!open.Contains(ring.Id) && !prevented)
            {
                continue;
            }

            var word = ring.Reason is { } reason ? Word(reason) : "answered";
            var outcome = new KeyValuePair<string, object?>("meet.ring.outcome", word);
            _rings.Add(1, outcome);
            if (!prevented)
            {
                _ringTime.Record((at - ring.StartedAt).TotalSeconds, outcome);
            }
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
