using System.Diagnostics;
using Meet.Media.Fleet;
using Meet.Media.Net;
using Meet.Media.Tests.Peers;

namespace Meet.Media.Tests.Fleet;

public sealed class LoadMeterTests : IDisposable
{
    private readonly TestNode _node = new(workers: 2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task The_busiest_worker_counts_by_the_CPU_time_of_its_thread()
    {
        var meter = new LoadMeter(_node.Node.Workers, TimeSpan.FromSeconds(30));
        var wall = Stopwatch.StartNew();
        (await meter.MeasureAsync(Token)).Busiest.ShouldBe(0);

        await _node.Node.Workers[1].AskAsync(static _ =>
        {
            var until = LibC.ThreadCpuNanoseconds() + 200_000_000;
            while (LibC.ThreadCpuNanoseconds() < until)
                Thread.SpinWait(1000);
            return 0;
        });
        var measured = await meter.MeasureAsync(Token);

        // At least what was spent, for at most the time that has passed here.
        measured.Busiest.ShouldBeInRange(Math.Min(1, 0.2 / wall.Elapsed.TotalSeconds), 1);
    }

    [Fact]
    public async Task A_worker_that_does_not_answer_is_wholly_busy()
    {
        using var release = new ManualResetEventSlim();
        var meter = new LoadMeter(_node.Node.Workers, TimeSpan.FromMilliseconds(50));
        await meter.MeasureAsync(Token);
        var held = _node.Node.Workers[0].AskAsync(_ =>
        {
            release.Wait(Token);
            return 0;
        });

        (await meter.MeasureAsync(Token)).Busiest.ShouldBe(1);

        release.Set();
        await held;
    }
}
