using Meet.Load.Figures;
using Meet.Load.Linux;

namespace Meet.Load;

/// <summary>What is counted: from the beginning of a window until it is read.</summary>
internal sealed partial class LoadGenerator
{
    private uint _drops;
    private uint _dropsBefore;
    private long _windowAt;
    private long _windowCpu;

    public async Task BeginWindowAsync() => await AskAsync(() =>
    {
        _counts.Clear();
        foreach (var peer in _peers)
            peer?.Streams.BeginWindow();
        _dropsBefore = _drops;
        _windowAt = Kernel.Read(Kernel.ClockMonotonic);
        _windowCpu = Kernel.Read(Kernel.ClockThreadCpu);
        return true;
    });

    public Task<LoadFigures> ReadAsync() => AskAsync(Read);

    private LoadFigures Read()
    {
        long expected = 0, received = 0, duplicates = 0;
        var silent = 0;
        foreach (var peer in _peers)
        {
            if (peer is null)
                continue;
            var own = 0L;
            foreach (ref var stream in peer.Streams.All)
            {
                expected += stream.Expected;
                own += stream.Received;
                duplicates += stream.Duplicates;
            }

            received += own;
            silent += own == 0 && peer.Sources.Count == 0 ? 1 : 0;
        }

        return new LoadFigures(
            TimeSpan.FromMicroseconds((Kernel.Read(Kernel.ClockMonotonic) - _windowAt) / 1000d),
            _counts.Sent, _counts.Received, _counts.ReceivedBytes, expected, expected - received, duplicates,
            _counts.Opened, _counts.Forged, _drops - _dropsBefore, silent,
            _counts.KeyframeRequests, _counts.Nacks, _counts.SenderReports,
            Delays.Of(_counts.All), Delays.Of(_counts.Voice), Delays.Of(_counts.Video),
            TimeSpan.FromMicroseconds((Kernel.Read(Kernel.ClockThreadCpu) - _windowCpu) / 1000d));
    }
}
