using Meet.Contracts.Media;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests.Reach;

/// <summary>What has to hold by whichever way somebody came.</summary>
public sealed class WayTests : IDisposable
{
    private readonly TestNode _node = new(addresses: Ways.Addresses);
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData(Way.Udp, Way.UdpV6)]
    [InlineData(Way.Udp, Way.Tcp)]
    [InlineData(Way.UdpV6, Way.TcpV6)]
    [InlineData(Way.Tcp, Way.TcpV6)]
    public async Task People_who_came_by_different_ways_hear_and_see_each_other(Way annasWay, Way bensWay)
    {
        Ways.Need(annasWay, bensWay);
        await using var anna = await _node.PeerAsync(_meet, path: Ways.Open(annasWay));
        await using var ben = await _node.PeerAsync(_meet, path: Ways.Open(bensWay));
        await _node.CarriesAsync(anna, 2);

        foreach (var (speaker, listener) in new[] { (anna, ben), (ben, anna) })
        {
            speaker.SendVideo(1, 1, keyframe: true);
            await listener.NextRtpAsync(listener.SsrcOf(3));
            for (ushort i = 1; i <= 200; i++)
            {
                speaker.SendAudio(i, i);
                (await listener.NextRtpAsync(listener.SsrcOf(2)))[^4..].ShouldBe([(byte)i, 1, 2, 3]);
            }
        }
    }

    [Theory]
    [InlineData(Way.UdpV6)]
    [InlineData(Way.Tcp)]
    [InlineData(Way.TcpV6)]
    public async Task An_ice_restart_goes_on_over_the_old_pair_until_the_new_is_used(Way way)
    {
        Ways.Need(way);
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet, path: Ways.Open(way));
        var old = ben.Parsed.Transport.IceUfrag;
        var offer = ben.Offer();
        offer.Sdp = offer.Sdp.Replace("a=ice-ufrag:", "a=ice-ufrag:new", StringComparison.Ordinal);

        var outcome = await _node.Node.NegotiateAsync(ben.SessionId, offer);

        anna.SendAudio(1, 1);
        await ben.NextRtpAsync(ben.SsrcOf(2));
        ben.Take(outcome.Answer!);
        ben.Parsed.Transport.IceUfrag.ShouldNotBe(old);
        // As a browser does: on the socket it has, and over TCP on a new connection.
        if (way != Way.UdpV6)
            await ben.ReopenAsync();
        await ben.CheckAsync();
        await Ways.HearsAsync(ben, anna, from: 2);
    }

    [Theory]
    [InlineData(Way.UdpV6)]
    [InlineData(Way.Tcp)]
    [InlineData(Way.TcpV6)]
    public async Task Somebody_who_falls_silent_is_lost_after_thirty_seconds(Way way)
    {
        Ways.Need(way);
        var path = Ways.Open(way);
        await using var peer = await _node.PeerAsync(_meet, keepsConsent: false, path: path);
        var events = (await _node.Node.WatchAsync(peer.SessionId))!;

        await _node.TurnsAsync();
        _node.Time.Advance(TimeSpan.FromSeconds(31));

        (await events.UntilAsync(e => e.Closed is not null)).Closed.Reason.ShouldBe("lost");
        _node.Changes.Last().State.ShouldBe(MediaSessionState.Lost);
        if (path is TcpPath tcp)
            await tcp.EndedAsync();
    }

    [Theory]
    [InlineData(Way.UdpV6)]
    [InlineData(Way.Tcp)]
    public async Task Who_keeps_proving_that_they_are_there_stays(Way way)
    {
        Ways.Need(way);
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet, keepsConsent: false, path: Ways.Open(way));
        for (ushort i = 1; i <= 4; i++)
        {
            await _node.TurnsAsync();
            _node.Time.Advance(TimeSpan.FromSeconds(20));
            await _node.TurnsAsync();
            anna.SendCheck();
            ben.SendCheck();
            await _node.TurnsAsync();
        }

        anna.SendAudio(1, 1);
        await ben.NextRtpAsync(ben.SsrcOf(2));
        _node.Changes.ShouldAllBe(change => change.State == MediaSessionState.Connected);
    }
}
