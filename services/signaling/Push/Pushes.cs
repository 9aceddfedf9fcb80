using Meet.Signaling.Live;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Push;

/// <summary>
/// Says what is news, in order. What is the same for many groups is written once for all of them: a large Meet's view is tens of kilobytes,
/// and hundreds are told it.
/// </summary>
/// <param name="seen">What was told before.</param>
/// <param name="time">Real time, also where the clock is moved: it only spaces pushes.</param>
internal sealed class Pushes(IHubContext<MeetHub> hub, SeenVersions seen, TimeProvider time, ILogger<Pushes> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HeldPushes _held = new();

    /// <summary>Tells a thing's version, at once.</summary>
    public Task TellAsync(IEnumerable<Push> pushes, Guid id, long version, CancellationToken cancellationToken) =>
        TellAsync(pushes, id, version, TimeSpan.Zero, cancellationToken);

    /// <summary>Tells a thing's version; or keeps it, where one was told so recently that this one may wait.</summary>
    /// <param name="pushes">All of one event.</param>
    /// <param name="id">The thing: see <see cref="SeenVersions"/>.</param>
    /// <param name="version">Grows with each change of the thing.</param>
    /// <param name="rest">How long the thing's next versions may wait after this one; zero: this one may not wait.</param>
    public async Task TellAsync(IEnumerable<Push> pushes, Guid id, long version, TimeSpan rest, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            List<Push> news = [.. pushes.Where(push => seen.IsNews(push, id, version))];
            if (news.Count == 0)
                return;
            var thing = new Thing(news[0].Event, id);
            if (rest > TimeSpan.Zero && _held.TryBegin(thing))
                _ = RestAsync(thing, rest);
            else
                news = _held.Offer(thing, news, mayWait: rest > TimeSpan.Zero);
            await SayAsync(news, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Says what has no versions.</summary>
    public async Task SayAsync(IEnumerable<Push> pushes, CancellationToken cancellationToken)
    {
        foreach (var alike in pushes.GroupBy(push => push.Payload, ReferenceEqualityComparer.Instance))
        {
            IReadOnlyList<string> groups = [.. alike.Select(push => push.Group)];
            var told = hub.Clients.Groups(groups).SendAsync(alike.First().Event, alike.Key, cancellationToken);
            // Whoever reads has it by now. A page that does not, since its phone sleeps or its network is gone, holds up nobody else: what is for it
            // waits in order, until its connection ends (LiveFeature.LongestSend).
            if (told.IsCompleted)
                await told;
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Tells at each rest's end what came during it, until nothing did.</summary>
    private async Task RestAsync(Thing thing, TimeSpan rest)
    {
        for (var more = true; more;)
        {
            await Task.Delay(rest, time);
            await _turn.WaitAsync();
            try
            {
                var held = _held.TakeOrEnd(thing);
                more = held.Count > 0;
                await SayAsync(held, CancellationToken.None);
            }
            catch (Exception failure)
            {
                // The next view is whole; but where a rest does not end, nothing is told any more.
                Log.HeldPushFailed(logger, thing.Event, failure);
            }
            finally
            {
                _turn.Release();
            }
        }
    }
}
