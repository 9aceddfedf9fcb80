using System.Threading.Channels;
using Meet.Contracts.Media.Rpc;

namespace Meet.Media.Events;

/// <summary>
/// Who watches a session. Owned by the worker's thread; a watcher that does not read is cut off, never waited for: it watches
/// again and is told the present state.
/// </summary>
internal sealed class SessionFeed
{
    private const int MaxWatchers = 4;
    private const int Backlog = 256;

    private readonly List<ChannelWriter<MediaEvent>> _watchers = [];

    public bool IsWatched => _watchers.Count > 0;

    /// <summary>A new watcher, who first reads the given events. The oldest makes room for a fifth.</summary>
    public ChannelReader<MediaEvent> Watch(IEnumerable<MediaEvent> present)
    {
        if (_watchers.Count == MaxWatchers)
            Cut(0);
        var channel = Channel.CreateBounded<MediaEvent>(new BoundedChannelOptions(Backlog) { SingleWriter = true });
        foreach (var happening in present)
            channel.Writer.TryWrite(happening);
        _watchers.Add(channel.Writer);
        return channel.Reader;
    }

    public void Emit(MediaEvent happening)
    {
        for (var i = _watchers.Count - 1; i >= 0; i--)
        {
            if (!_watchers[i].TryWrite(happening))
                Cut(i);
        }
    }

    /// <summary>The last event, after which the watchers' streams end.</summary>
    public void Close(MediaEvent last)
    {
        Emit(last);
        while (_watchers.Count > 0)
            Cut(_watchers.Count - 1);
    }

    private void Cut(int index)
    {
        _watchers[index].TryComplete();
        _watchers.RemoveAt(index);
    }
}
