using System.Threading.Channels;
using Meet.Contracts.Media;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Quality;
using Meet.Media.Tests.Peers;

namespace Meet.Media.Tests.Quality;

/// <summary>What pages tell of their connections, seen from the others and from meets.</summary>
public sealed class QualityOfSessionsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task The_others_are_told_how_good_somebodys_connection_is()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(anna.SessionId))!;
        await NextAsync(events, e => e.Peers?.Peers_ is [{ Quality: 0 }]);

        (await _node.Node.SetQualityAsync(ben.SessionId, new QualitySample(0, 5, 40))).ShouldBeTrue();
        (await NextAsync(events, e => e.Peers?.Peers_ is [{ Quality: 4 }])).Peers.Peers_[0].ParticipantId.ShouldBe(ben.Id.ToString());
        (await _node.Node.SetQualityAsync(ben.SessionId, new QualitySample(20, 5, 40))).ShouldBeTrue();
        _node.Time.Advance(TimeSpan.FromSeconds(2));
        await NextAsync(events, e => e.Peers?.Peers_ is [{ Quality: 1 or 2 }]);

        // Whoever comes to watch is told the same.
        await NextAsync((await _node.Node.WatchAsync(anna.SessionId))!, e => e.Peers?.Peers_ is [{ Quality: 1 or 2 }]);
    }

    [Fact]
    public async Task A_session_that_is_over_takes_no_quality()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await _node.Node.LeaveAsync(anna.SessionId);

        (await _node.Node.SetQualityAsync(anna.SessionId, new QualitySample(0, 0, 0))).ShouldBeFalse();
    }

    [Theory]
    [InlineData(MediaSessionState.Closed)]
    [InlineData(MediaSessionState.Lost)]
    public async Task The_end_of_a_session_says_how_it_was(MediaSessionState end)
    {
        await using var peer = await _node.PeerAsync(_meet, keepsConsent: false);
        var events = (await _node.Node.WatchAsync(peer.SessionId))!;
        await _node.TurnsAsync();
        _node.Time.Advance(TimeSpan.FromSeconds(5));
        // A worker reads the clock once a turn: the sample must not be taken in one that began before those five seconds.
        await _node.TurnsAsync();
        await _node.Node.SetQualityAsync(peer.SessionId, new QualitySample(2, 30, 130));

        if (end == MediaSessionState.Closed)
            await _node.Node.LeaveAsync(peer.SessionId);
        else
            _node.Time.Advance(TimeSpan.FromSeconds(31));
        await NextAsync(events, e => e.Closed is not null);

        var change = _node.Changes.Last();
        change.State.ShouldBe(end);
        var quality = change.Quality.ShouldNotBeNull();
        (quality.Score, quality.LossPercent, quality.JitterMs, quality.RoundTripMs).ShouldBe((80, 2, 30, 130));
        quality.Seconds.ShouldBeInRange(5, SessionQuality.LongestMilliseconds / 1000);
        _node.Changes.First().Quality.ShouldBeNull("it had only begun");
    }

    [Fact]
    public async Task A_session_whose_page_told_nothing_ends_without_a_word_on_it()
    {
        await using var peer = await _node.PeerAsync(_meet);

        await _node.Node.LeaveAsync(peer.SessionId);

        _node.Changes.Last().Quality.ShouldBeNull();
    }

    private static async Task<MediaEvent> NextAsync(ChannelReader<MediaEvent> events, Func<MediaEvent, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var happening = await events.ReadAsync(patience.Token);
            if (fits(happening))
                return happening;
        }
    }
}
