using Meet.Contracts.Media;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Codecs;
using Meet.Media.Grants;
using Meet.Media.Negotiation;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests;

public sealed class SessionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestNode _node = new(workers: 2, maxParticipants: 3);
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task A_grant_that_is_forged_or_for_another_node_opens_nothing()
    {
        await using var peer = new RtcPeer(Guid.NewGuid());
        using var elsewhere = new TestNode();
        string[] grants = ["", "nonsense", _node.Grant(_meet, peer.Id, audience: "media-2"), elsewhere.Grant(_meet, peer.Id)];

        foreach (var grant in grants)
            (await _node.Node.JoinAsync(grant, peer.Offer(), new Sources())).Refusal.ShouldBe(Refusal.BadGrant);
        _node.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_offer_that_cannot_be_answered_is_refused_with_its_line()
    {
        await using var peer = new RtcPeer(Guid.NewGuid());
        var offer = peer.Offer();
        offer.Sdp = offer.Sdp.Replace("a=mid:1", "a=mid:0", StringComparison.Ordinal);

        var outcome = await _node.JoinAsync(_meet, peer.Id, offer);

        outcome.Refusal.ShouldBe(Refusal.BadOffer);
        outcome.Error!.Line.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_session_tells_how_it_stands_and_what_changes()
    {
        await using var anna = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(anna.SessionId))!;
        (await events.ReadAsync()).Connected.ShouldNotBeNull();
        (await events.ReadAsync()).Bindings.Bindings_.ShouldBeEmpty();
        (await events.ReadAsync()).Peers.Peers_.ShouldBeEmpty();

        await using var ben = await _node.PeerAsync(_meet);
        var bindings = (await events.UntilAsync(e => e.Bindings is not null)).Bindings;
        bindings.Bindings_.Select(b => (b.ParticipantId, b.Source)).ShouldBe([(ben.Id.ToString(), Source.Mic), (ben.Id.ToString(), Source.Camera)]);
        await events.UntilAsync(e => e.Peers?.Peers_ is [{ Sources: { Mic: true, Camera: false } }]);

        (await _node.Node.SetSourcesAsync(ben.SessionId, new Sources { Mic = true, Camera = true })).ShouldBeTrue();
        await events.UntilAsync(e => e.Peers?.Peers_ is [{ Sources.Camera: true }]);

        ben.SendAudio(1, 1, level: 20);
        var level = (await events.UntilAsync(e => e.Levels is not null)).Levels.Levels_.ShouldHaveSingleItem();
        (level.ParticipantId, level.Level_).ShouldBe((ben.Id.ToString(), 107));
        await events.UntilAsync(e => e.Levels?.Levels_ is [{ Level_: 0 }]);

        await _node.Node.LeaveAsync(anna.SessionId);
        (await events.UntilAsync(e => e.Closed is not null)).Closed.Reason.ShouldBe("left");
        await events.Completion.WaitAsync(Patience);
        (await _node.Node.WatchAsync(anna.SessionId)).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_join_of_the_same_participant_replaces_the_first()
    {
        await using var tab = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(tab.SessionId))!;
        await using var phone = await _node.PeerAsync(_meet, id: tab.Id);

        (await events.UntilAsync(e => e.Closed is not null)).Closed.Reason.ShouldBe("replaced");
        (await _node.Node.NegotiateAsync(tab.SessionId, tab.Offer())).Refusal.ShouldBe(Refusal.SessionOver);
        _node.Changes.Select(c => (c.SessionId, c.State, c.Replaced)).ShouldBe([
            (tab.SessionId, MediaSessionState.Connected, false),
            (tab.SessionId, MediaSessionState.Closed, true),
            (phone.SessionId, MediaSessionState.Connected, false)]);
        _node.Changes.ShouldAllBe(c => c.MeetId == _meet && c.ParticipantId == tab.Id && c.TenantId == "demo" && c.NodeId == TestNode.NodeId);
    }

    [Fact]
    public async Task A_peer_that_falls_silent_is_lost_after_thirty_seconds()
    {
        await using var peer = await _node.PeerAsync(_meet, keepsConsent: false);
        var events = (await _node.Node.WatchAsync(peer.SessionId))!;

        // A check that still waits to be read would be one of after the leap, and renew the consent.
        await _node.TurnsAsync();
        _node.Time.Advance(TimeSpan.FromSeconds(31));

        (await events.UntilAsync(e => e.Closed is not null)).Closed.Reason.ShouldBe("lost");
        _node.Changes.Last().State.ShouldBe(MediaSessionState.Lost);
    }

    [Fact]
    public async Task A_browser_that_closes_its_connection_is_lost_at_once()
    {
        await using var peer = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(peer.SessionId))!;

        await peer.CloseAsync();

        (await events.UntilAsync(e => e.Closed is not null)).Closed.Reason.ShouldBe("lost");
    }

    [Fact]
    public async Task A_session_that_never_connects_fails_after_fifteen_seconds()
    {
        await using var peer = new RtcPeer(Guid.NewGuid());
        peer.Take((await _node.JoinAsync(_meet, peer.Id, peer.Offer())).Answer!);
        var events = (await _node.Node.WatchAsync(peer.SessionId))!;

        _node.Time.Advance(TimeSpan.FromSeconds(16));

        (await events.UntilAsync(e => e.Closed is not null)).Closed.Reason.ShouldBe("failed");
        _node.Changes.ShouldHaveSingleItem().State.ShouldBe(MediaSessionState.Failed);
    }

    [Fact]
    public async Task An_end_is_reported_before_the_page_is_told()
    {
        await using var peer = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(peer.SessionId))!;
        var told = new List<MediaEvent>();
        _node.OnReport = _ =>
        {
            while (events.TryRead(out var happening))
                told.Add(happening);
        };

        await _node.Node.LeaveAsync(peer.SessionId);

        told.ShouldNotBeEmpty("how it stands was told before");
        told.ShouldAllBe(each => each.Closed == null);
        (await events.ReadAsync()).Closed.Reason.ShouldBe("left");
    }

    [Fact]
    public async Task A_meet_that_is_over_ends_its_sessions()
    {
        await using var peer = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(peer.SessionId))!;

        await _node.Node.EndMeetAsync(_meet);
        await _node.Node.EndMeetAsync(Guid.NewGuid());

        (await events.UntilAsync(e => e.Closed is not null)).Closed.Reason.ShouldBe("ended");
        foreach (var worker in _node.Node.Workers)
            (await worker.AskAsync(w => w.Rooms.SessionCount)).ShouldBe(0);
    }

    [Fact]
    public async Task A_node_that_stops_tells_everybody_first()
    {
        await using var peer = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(peer.SessionId))!;

        await _node.Node.EndAllAsync();

        (await events.UntilAsync(e => e.Closed is not null)).Closed.Reason.ShouldBe("lost");
        _node.Changes.Last().State.ShouldBe(MediaSessionState.Lost);
        await peer.ClosedAsync();
    }

    [Fact]
    public async Task What_the_lines_cannot_carry_is_counted_and_filled_once_there_are_more()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        await using var carl = await _node.PeerAsync(_meet);
        carl.Answer.Bindings.Bindings_.Count.ShouldBe(2);
        (carl.Answer.Bindings.MoreAudio, carl.Answer.Bindings.MoreVideo).ShouldBe((1, 1));
        var ssrc = carl.SsrcOf(2);

        var outcome = await _node.Node.NegotiateAsync(carl.SessionId, carl.Offer(receive: 2));

        outcome.Answer!.Bindings.Bindings_.Select(b => b.Mid).ShouldBe(["2", "3", "4", "5"]);
        (outcome.Answer.Bindings.MoreAudio, outcome.Answer.Bindings.MoreVideo).ShouldBe((0, 0));
        carl.Take(outcome.Answer);
        carl.SsrcOf(2).ShouldBe(ssrc, "a line keeps its SSRC");
        ben.SendAudio(5, 5);
        await carl.NextRtpAsync(carl.SsrcOf(4));
    }

    [Fact]
    public async Task A_full_meet_takes_nobody_more_but_those_who_are_in_it()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        await using var carl = await _node.PeerAsync(_meet);
        await using var dora = new RtcPeer(Guid.NewGuid());

        (await _node.JoinAsync(_meet, dora.Id, dora.Offer())).Refusal.ShouldBe(Refusal.Full);
        await using var again = await _node.PeerAsync(_meet, id: anna.Id);
        (await _node.JoinAsync(Guid.NewGuid(), dora.Id, dora.Offer())).Refusal.ShouldBe(Refusal.None);
    }

    [Fact]
    public async Task A_join_that_fails_by_a_fault_of_ours_gives_its_place_back()
    {
        using var node = new TestNode(maxSessions: 1);
        await using var anna = new RtcPeer(Guid.CreateVersion7());
        var (plan, _) = Planner.Plan(anna.Offer(), new MediaPolicy([MediaCodec.Vp8]));
        var grant = new JoinGrant("demo", _meet, anna.Id);

        await Should.ThrowAsync<Exception>(node.Node.EnterAsync(grant, plan! with { Fingerprints = null! }, new Sources()));

        (node.Node.SessionCount, node.Node.MeetCount).ShouldBe((0, 0));
        (await node.JoinAsync(_meet, anna.Id, anna.Offer())).Refusal.ShouldBe(Refusal.None);
    }

    [Fact]
    public async Task A_join_at_a_worker_that_has_stopped_gives_its_place_back()
    {
        using var node = new TestNode();
        await using var anna = new RtcPeer(Guid.CreateVersion7());
        node.Node.Workers[0].Stop();

        await Should.ThrowAsync<ObjectDisposedException>(node.JoinAsync(_meet, anna.Id, anna.Offer()));

        (node.Node.SessionCount, node.Node.MeetCount).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_ice_restart_goes_on_over_the_old_pair_until_the_new_is_used()
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        var old = ben.Parsed.Transport;
        var offer = ben.Offer();
        offer.Sdp = offer.Sdp.Replace("a=ice-ufrag:", "a=ice-ufrag:new", StringComparison.Ordinal);

        var outcome = await _node.Node.NegotiateAsync(ben.SessionId, offer);

        anna.SendAudio(1, 1);
        await ben.NextRtpAsync(ben.SsrcOf(2));
        ben.Take(outcome.Answer!);
        ben.Parsed.Transport.IceUfrag.ShouldNotBe(old.IceUfrag);
        await ben.Socket.SendToAsync(ben.Check(), ben.Node);
        anna.SendAudio(2, 2);
        await ben.NextRtpAsync(ben.SsrcOf(2));
        (await _node.Node.HoldingsAsync()).Credentials.ShouldBe(2, "each has one name that counts");
    }

    [Fact]
    public async Task Ice_restarts_that_nobody_uses_leave_no_names_behind()
    {
        await using var ben = await _node.PeerAsync(_meet);

        for (var i = 0; i < 5; i++)
        {
            var offer = ben.Offer();
            offer.Sdp = offer.Sdp.Replace("a=ice-ufrag:", $"a=ice-ufrag:new{i}", StringComparison.Ordinal);
            (await _node.Node.NegotiateAsync(ben.SessionId, offer)).Answer.ShouldNotBeNull();
        }

        (await _node.Node.HoldingsAsync()).Credentials.ShouldBe(2, "the one in use and the newest");
    }
}
