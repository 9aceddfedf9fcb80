using System.Diagnostics;
using Meet.Media.Net;
using Meet.Media.Workers;

namespace Meet.Media.Fleet;

/// <param name="Busiest">CPU time of the busiest worker for wall time since the measurement before, 0 to 1.</param>
/// <param name="PacketsPerSecond">Received and sent, of all workers.</param>
internal readonly record struct NodeLoad(double Busiest, double PacketsPerSecond);

/// <summary>
/// Measures how busy the workers are: each is asked, through its mailbox, how much CPU time its thread has used. A worker that does not answer
/// in time has no time left: that is a load of 1.
/// </summary>
internal sealed class LoadMeter(IReadOnlyList<Worker> workers, TimeSpan patience)
{
    private readonly Reading[] _before = new Reading[workers.Count];
    private long _packets;
    private long _countedAt = Stopwatch.GetTimestamp();

    private readonly record struct Reading(long CpuNanoseconds, long At);

    public async Task<NodeLoad> MeasureAsync(CancellationToken cancellationToken)
    {
        var loads = await Task.WhenAll(Enumerable.Range(0, workers.Count).Select(number => LoadOfAsync(number, cancellationToken)));
        return new NodeLoad(loads.Max(), PacketRate());
    }

    private async Task<double> LoadOfAsync(int number, CancellationToken cancellationToken)
    {
        Reading now;
        try
        {
            now = await workers[number].AskAsync(static _ => new Reading(LibC.ThreadCpuNanoseconds(), Stopwatch.GetTimestamp()))
                .WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            return 1;
        }

        var before = _before[number];
        _before[number] = now;
        var elapsed = Stopwatch.GetElapsedTime(before.At, now.At);
        return before.At == 0 || elapsed <= TimeSpan.Zero
            ? 0
            : Math.Clamp((now.CpuNanoseconds - before.CpuNanoseconds) / elapsed.TotalNanoseconds, 0, 1);
    }

    private double PacketRate()
    {
        var (packets, now) = (workers.Sum(static worker => worker.Counters.Received + worker.Counters.Sent), Stopwatch.GetTimestamp());
        var elapsed = Stopwatch.GetElapsedTime(_countedAt, now);
        var rate = elapsed > TimeSpan.Zero ? (packets - _packets) / elapsed.TotalSeconds : 0;
        (_packets, _countedAt) = (packets, now);
        return rate;
    }
}
