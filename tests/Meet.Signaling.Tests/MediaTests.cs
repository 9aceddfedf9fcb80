using System.Threading.Channels;
using Meet.Contracts.Media.Rpc;
using Meet.Grpc;
using Meet.Signaling.Tests.Host;

namespace Meet.Signaling.Tests;

/// <summary>Negotiation and a session's events, relayed between page and node.</summary>
public sealed class MediaTests : IAsyncLifetime
{
    private const string Session = "media-1.AAAAAAAAAAAAAAAAAAAAAA";
    private SignalingHost _host = null!;
    private HubPage _page = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await SignalingHost.StartAsync();
        _page = await _host.ConnectAsync(Some.Customer);
        await _page.NextAsync("ready");
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Joining_hands_on_the_offer_and_relays_what_happens_until_the_end()
    {
        var events = Open(Session);

        var (answer, error) = await _page.InvokeAsync("Join", Join(_host.GrantFor(Some.Customer)));

        error.ShouldBeNull();
        answer!.ToJsonString().ShouldBe(
            $$$"""{"sessionId":"{{{Session}}}","answer":"v=0 answer","bindings":[{"mid":"3","participantId":"p1","source":"camera"}],"moreAudio":1,"moreVideo":2,"version":7}""");
        var request = (JoinRequest)await _host.Backends.MediaRequests.Reader.ReadAsync(Token);
        request.Offer.Sdp.ShouldBe("v=0 offer");
        request.Offer.Publish.Single().ShouldBe(new Publish { Mid = "0", Source = Source.Mic });
        request.Sources.Mic.ShouldBeTrue();

        events.TryWrite(new() { Connected = new() });
        events.TryWrite(new() { Peers = new() { Peers_ = { new Peer { ParticipantId = "p1", Sources = new() { Camera = true }, Quality = 3 } } } });
        events.TryWrite(new() { Levels = new() { Levels_ = { new Level { ParticipantId = "p1", Level_ = 99 } } } });
        events.TryWrite(new() { Bindings = new() { MoreAudio = 4, Version = 8 } });
        events.TryWrite(new() { Bindings = new() { Unplayable = { new Binding { ParticipantId = "p1", Source = Source.Screen } }, Version = 9 } });
        events.TryWrite(new() { Watched = new() { Pictures = { new WatchedPicture { Source = Source.Camera, Layers = { true, false } } } } });
        events.TryWrite(new() { Closed = new() { Reason = "ended" } });

        (await MediaAsync()).ShouldBe($$$"""{"sessionId":"{{{Session}}}","connected":{}}""");
        (await MediaAsync()).ShouldBe($$$"""{"sessionId":"{{{Session}}}","peers":[{"participantId":"p1","sources":{"mic":false,"camera":true,"screen":false},"quality":3}]}""");
        (await MediaAsync()).ShouldBe($$$"""{"sessionId":"{{{Session}}}","levels":[{"participantId":"p1","level":99}]}""");
        (await MediaAsync()).ShouldBe($$$"""{"sessionId":"{{{Session}}}","bindings":{"bindings":[],"moreAudio":4,"moreVideo":0,"version":8}}""");
        (await MediaAsync()).ShouldBe(
            $$$"""{"sessionId":"{{{Session}}}","bindings":{"bindings":[],"moreAudio":0,"moreVideo":0,"version":9,"unplayable":[{"participantId":"p1","source":"screen"}]}}""");
        (await MediaAsync()).ShouldBe($$$"""{"sessionId":"{{{Session}}}","watched":[{"source":"camera","layers":[true,false]}]}""");
        (await MediaAsync()).ShouldBe($$$"""{"sessionId":"{{{Session}}}","closed":{"reason":"ended"}}""");
    }

    [Fact]
    public async Task Somebody_elses_grant_and_one_that_leads_nowhere_are_refused_here()
    {
        Open(Session);
        string[] grants = [_host.GrantFor(Some.Agent), _host.GrantFor(Some.Customer, tenant: "other"), _host.GrantFor(Some.Customer, node: "media-9"), "not a token"];
        foreach (var grant in grants)
            (await _page.InvokeAsync("Join", Join(grant))).Error.ShouldNotBeNull().ShouldStartWith("bad_grant: ");

        _host.Backends.MediaRequests.Reader.TryPeek(out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(GrpcStatusCode.InvalidArgument, "bad_offer: line 3: no ICE")]
    [InlineData(GrpcStatusCode.PermissionDenied, "bad_grant: ")]
    [InlineData(GrpcStatusCode.NotFound, "session_over: ")]
    [InlineData(GrpcStatusCode.FailedPrecondition, "elsewhere: ")]
    [InlineData(GrpcStatusCode.ResourceExhausted, "full: ")]
    [InlineData(GrpcStatusCode.Unavailable, "unavailable: ")]
    [InlineData(GrpcStatusCode.Internal, "unavailable: ")]
    public async Task A_nodes_refusal_has_a_code(GrpcStatusCode code, string error)
    {
        _host.Backends.JoinReply = new GrpcStatus(code, "line 3: no ICE");

        (await _page.InvokeAsync("Negotiate", new { sessionId = Session, offer = Offer })).Error.ShouldNotBeNull().ShouldStartWith(error);
    }

    [Fact]
    public async Task A_session_survives_its_page_and_another_page_goes_on_watching()
    {
        var events = Open(Session);
        await _page.InvokeAsync("Join", Join(_host.GrantFor(Some.Customer)));
        events.TryWrite(new() { Connected = new() });
        await MediaAsync();
        await _page.DisposeAsync();

        _page = await _host.ConnectAsync(Some.Customer);
        await _page.NextAsync("ready");
        events = Open(Session);
        (await _page.InvokeAsync("Attach", new { sessionId = Session })).Error.ShouldBeNull();
        events.TryWrite(new() { Connected = new() });

        (await MediaAsync()).ShouldContain("connected");
    }

    [Fact]
    public async Task A_stream_that_breaks_is_opened_again()
    {
        Open(Session);
        await _page.InvokeAsync("Join", Join(_host.GrantFor(Some.Customer)));
        var again = Channel.CreateUnbounded<MediaEvent>();
        again.Writer.TryWrite(new() { Connected = new() });
        var first = _host.Backends.Sessions[Session];
        _host.Backends.Sessions[Session] = again;
        first.Writer.Complete();

        (await MediaAsync()).ShouldContain("connected");
    }

    [Fact]
    public async Task A_session_that_the_node_does_not_know_is_pushed_as_lost()
    {
        await _page.InvokeAsync("Attach", new { sessionId = Session });

        (await MediaAsync()).ShouldBe($$$"""{"sessionId":"{{{Session}}}","closed":{"reason":"lost"}}""");
    }

    [Fact]
    public async Task A_node_that_is_new_is_found_as_soon_as_it_has_said_where_it_is()
    {
        Open("media-2.AAAAAAAAAAAAAAAAAAAAAA").TryWrite(new() { Connected = new() });
        var attaching = _page.InvokeAsync("Attach", new { sessionId = "media-2.AAAAAAAAAAAAAAAAAAAAAA" });

        await _host.PublishAsync(Some.Node("media-2", _host.Backends.Address));

        (await attaching).Error.ShouldBeNull();
        (await MediaAsync()).ShouldContain("connected");
    }

    [Fact]
    public async Task A_node_that_comes_back_at_another_address_is_called_there_and_its_sessions_before_are_lost()
    {
        var events = Open(Session);
        _host.Backends.JoinReply = new GrpcStatus(GrpcStatusCode.NotFound, "");
        events.TryWrite(new() { Connected = new() });
        await _page.InvokeAsync("Attach", new { sessionId = Session });
        (await MediaAsync()).ShouldContain("connected");
        await using var moved = await Backends.StartAsync();
        moved.JoinReply = new GrpcStatus(GrpcStatusCode.ResourceExhausted, "");

        await _host.PublishAsync(Some.Node("media-1", moved.Address));
        await UntilAsync(async () => (await _page.InvokeAsync("Join", Join(_host.GrantFor(Some.Customer)))).Error!.StartsWith("full: ", StringComparison.Ordinal));
        events.Complete();

        (await MediaAsync()).ShouldBe($$$"""{"sessionId":"{{{Session}}}","closed":{"reason":"lost"}}""");
        (await moved.MediaRequests.Reader.ReadAsync(Token)).ShouldBeOfType<JoinRequest>();
    }

    [Fact]
    public async Task A_goodbye_takes_nobody_away_who_still_has_sessions_there()
    {
        await _host.PublishAsync(Some.Node("media-1", _host.Backends.Address, Meet.Contracts.Media.MediaNodeState.Stopped));
        Open(Session).TryWrite(new() { Connected = new() });

        (await _page.InvokeAsync("Attach", new { sessionId = Session })).Error.ShouldBeNull();

        (await MediaAsync()).ShouldContain("connected");
    }

    [Fact]
    public async Task Sources_and_leaving_are_handed_on()
    {
        (await _page.InvokeAsync("SetSources", new { sessionId = Session, sources = new { mic = false, camera = true, screen = false } })).Error.ShouldBeNull();
        (await _page.InvokeAsync("Leave", new { sessionId = Session })).Error.ShouldBeNull();

        ((SetSourcesRequest)await _host.Backends.MediaRequests.Reader.ReadAsync(Token)).Sources.Camera.ShouldBeTrue();
        ((LeaveRequest)await _host.Backends.MediaRequests.Reader.ReadAsync(Token)).SessionId.ShouldBe(Session);
    }

    [Fact]
    public async Task Quality_is_handed_on_and_what_cannot_be_is_refused()
    {
        (await _page.InvokeAsync("SetQuality", new { sessionId = Session, lossPercent = 101, jitterMs = 5, roundTripMs = 80 })).Error
            .ShouldNotBeNull().ShouldStartWith("bad_request: lossPercent");
        (await _page.InvokeAsync("SetQuality", new { sessionId = Session, lossPercent = 1.5, jitterMs = 5, roundTripMs = 80 })).Error.ShouldBeNull();

        (await _host.Backends.MediaRequests.Reader.ReadAsync(Token)).ShouldBe(
            new SetQualityRequest { SessionId = Session, LossPercent = 1.5, JitterMs = 5, RoundTripMs = 80 });
    }

    [Fact]
    public async Task What_a_page_shows_is_handed_on_and_what_cannot_be_is_refused()
    {
        var picture = new { participantId = Some.Agent.Id, source = "camera", height = 360 };
        (await _page.InvokeAsync("SetViews", new { sessionId = Session, views = new[] { picture, picture } })).Error.ShouldNotBeNull().ShouldStartWith("bad_request: views");
        (await _page.InvokeAsync("SetViews", new { sessionId = Session, views = new[] { picture } })).Error.ShouldBeNull();

        (await _host.Backends.MediaRequests.Reader.ReadAsync(Token)).ShouldBe(new SetViewsRequest
        {
            SessionId = Session,
            Views = { new View { ParticipantId = Some.Agent.Id.ToString(), Source = Source.Camera, Height = 360 } },
        });
    }

    [Fact]
    public async Task An_SDP_over_the_limit_is_a_bad_request_and_the_connection_lives()
    {
        var offer = new { sdp = new string('x', 65 * 1024), publish = Array.Empty<object>() };

        (await _page.InvokeAsync("Negotiate", new { sessionId = Session, offer })).Error.ShouldNotBeNull().ShouldStartWith("bad_request: ");
        (await _page.InvokeAsync("Activity", new { idle = false })).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_message_over_the_limit_closes_the_connection()
    {
        var offer = new { sdp = new string('x', 100 * 1024), publish = Array.Empty<object>() };
        _ = _page.InvokeAsync("Negotiate", new { sessionId = Session, offer });

        await _page.ClosedAsync();
    }

    private static object Offer => new { sdp = "v=0 offer", publish = new[] { new { mid = "0", source = "mic" } } };

    private static object Join(string grant) => new { grant, offer = Offer, sources = new { mic = true, camera = false, screen = false } };

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
            await Task.Delay(20, Token);
    }

    private ChannelWriter<MediaEvent> Open(string session)
    {
        _host.Backends.JoinReply = new Negotiated
        {
            SessionId = session,
            Sdp = "v=0 answer",
            Bindings = new() { Bindings_ = { new Binding { Mid = "3", ParticipantId = "p1", Source = Source.Camera } }, MoreAudio = 1, MoreVideo = 2, Version = 7 },
        };
        return (_host.Backends.Sessions[session] = Channel.CreateUnbounded<MediaEvent>()).Writer;
    }

    private async Task<string> MediaAsync() => (await _page.NextAsync("media")).ToJsonString();
}
