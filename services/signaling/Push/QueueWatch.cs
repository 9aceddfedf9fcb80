using MassTransit;
using Meet.Signaling.Live;

namespace Meet.Signaling.Push;

/// <summary>
/// Between a broken link to the broker and the next one, changes pass unheard: whenever the replica's queue is back, every page is told
/// everything again.
/// </summary>
internal sealed class QueueWatch(LiveConnections live, Welcome welcome) : IReceiveEndpointObserver
{
    private const int AtOnce = 16;

    private int _seen;

    public Task Ready(ReceiveEndpointReady ready)
    {
        // The first time nobody has missed anything.
        if (Interlocked.Exchange(ref _seen, 1) == 1)
            _ = GreetEverybodyAsync();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;

    private Task GreetEverybodyAsync() => Parallel.ForEachAsync(
        live.All(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (connection, _) => await welcome.GreetAsync(connection));
}
