using MassTransit;
using Meet.Contracts.Media;
using Meet.Media.Fleet;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;
using Microsoft.Extensions.Logging.Abstractions;

namespace Meet.Media.Tests.Fleet;

/// <summary>A node that is told to stop, as the others hear of it on a bus.</summary>
public sealed class DrainingTests : IAsyncLifetime
{
    private readonly TestNode _node = new();
    private readonly MovableTime _time = new();
    private readonly Guid _meet = Guid.CreateVersion7();
    private readonly System.Threading.Channels.Channel<MediaNodeState> _heard = System.Threading.Channels.Channel.CreateUnbounded<MediaNodeState>();
    private readonly IBusControl _bus;

    public DrainingTests() => _bus = Bus.Factory.CreateUsingInMemory(memory => memory.ReceiveEndpoint(
        "heard",
        endpoint => endpoint.Handler<MediaNodeAnnounced>(context => _heard.Writer.WriteAsync(context.Message.State).AsTask())));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _bus.StartAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync(CancellationToken.None);
        _node.Dispose();
    }

    [Fact]
    public async Task A_node_without_Meets_says_goodbye_at_once()
    {
        await StopAsync(drainSeconds: 60);

        (await NextAsync()).ShouldBe(MediaNodeState.Stopped);
        _heard.Reader.TryPeek(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Meets_may_end_where_they_are_and_new_ones_go_elsewhere()
    {
        await using var anna = await _node.PeerAsync(_meet);

        var stopping = StopAsync(drainSeconds: 60);

        (await NextAsync()).ShouldBe(MediaNodeState.Draining);
        await using var ben = await _node.PeerAsync(_meet);
        await using var carol = new RtcPeer(Guid.NewGuid());
        (await _node.JoinAsync(Guid.CreateVersion7(), carol.Id, carol.Offer())).Refusal.ShouldBe(Refusal.Elsewhere);
        stopping.IsCompleted.ShouldBeFalse();

        await _node.Node.EndMeetAsync(_meet);
        await stopping;
        (await NextAsync()).ShouldBe(MediaNodeState.Stopped);
    }

    [Fact]
    public async Task Meets_that_are_still_there_at_the_limit_go_on_elsewhere()
    {
        await using var anna = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(anna.SessionId))!;
        var stopping = StopAsync(drainSeconds: 60);
        (await NextAsync()).ShouldBe(MediaNodeState.Draining);

        _time.Advance(TimeSpan.FromSeconds(61));

        (await NextAsync()).ShouldBe(MediaNodeState.Leaving);
        await _node.Node.MoveMeetAsync(_meet);
        (await events.UntilAsync(each => each.Closed is not null)).Closed.Reason.ShouldBe("lost");
        await stopping;
        (await NextAsync()).ShouldBe(MediaNodeState.Stopped);
    }

    [Fact]
    public async Task Without_a_node_to_go_to_the_Meets_end_here_and_everybody_is_told()
    {
        await using var anna = await _node.PeerAsync(_meet);
        var events = (await _node.Node.WatchAsync(anna.SessionId))!;
        var stopping = StopAsync(drainSeconds: 0);
        (await NextAsync()).ShouldBe(MediaNodeState.Leaving);

        _time.Advance(TimeSpan.FromSeconds(3));

        await stopping;
        (await NextAsync()).ShouldBe(MediaNodeState.Stopped);
        (await events.UntilAsync(each => each.Closed is not null)).Closed.Reason.ShouldBe("lost");
        _node.Node.SessionCount.ShouldBe(0);
    }

    private Task StopAsync(int drainSeconds)
    {
        var options = _node.Options with { DrainSeconds = drainSeconds };
        var status = new NodeStatus(_node.Node, _node.State, options, new Uri("http://127.0.0.1:1"), _time);
        var announcer = new NodeAnnouncer(status, _bus, _time, NullLogger<NodeAnnouncer>.Instance);
        return new Draining(_node.Node, status, announcer, options, _time, NullLogger<Draining>.Instance).StoppingAsync(Token);
    }

    private async Task<MediaNodeState> NextAsync() => await _heard.Reader.ReadAsync(Token);
}
