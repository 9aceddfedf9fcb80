using System.Net;
using System.Net.Sockets;
using Meet.Load.Junk;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests;

/// <summary>What nobody in particular sends to a worker's port is dropped, without an answer or a trace.</summary>
public sealed class JunkTests : IDisposable
{
    private const int Rounds = 100;
    private const int JunkPerRound = 50;

    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();
    private readonly Socket[] _strangers = [Stranger(), Stranger(), Stranger(), Stranger()];
    private ushort? _first;

    public static TheoryData<int> Kinds => [.. Enum.GetValues<JunkKind>().Select(kind => (int)kind)];

    public void Dispose()
    {
        foreach (var stranger in _strangers)
            stranger.Dispose();
        _node.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_Meet_loses_nothing_among_junk_which_gets_no_answer_and_leaves_no_trace(int kind)
    {
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet);
        var maker = new JunkMaker(anna.Parsed.Transport.IceUfrag);
        await RoundAsync(0, anna, ben, maker, (JunkKind)kind);
        var held = await HeldAsync();
        var allocated = await AllocatedAsync();

        for (var round = 1; round <= Rounds; round++)
            await RoundAsync(round, anna, ben, maker, (JunkKind)kind);

        // Well below the smallest object for each; and what ticks and the questions take.
        (await AllocatedAsync() - allocated).ShouldBeLessThan(Rounds * JunkPerRound * 24 / 2);
        (await HeldAsync()).ShouldBe(held);
        _strangers.ShouldAllBe(stranger => stranger.Available == 0);
        _node.Changes.Count.ShouldBe(2, "two connected, none ended");
    }

    [Fact]
    public async Task Who_is_besieged_by_name_is_answered_where_they_are_known_and_elsewhere_after_the_next_tick()
    {
        await using var anna = await _node.PeerAsync(_meet);
        var maker = new JunkMaker(anna.Parsed.Transport.IceUfrag);
        _node.Time.Freeze();
        for (var i = 0; i < JunkPerRound; i++)
            await _strangers[0].SendToAsync(maker.Make(JunkKind.WrongPassword), anna.Node);

        await anna.CheckAsync();
        await _strangers[1].SendToAsync(anna.Check(), anna.Node);
        await _node.TurnsAsync();
        _strangers[1].Available.ShouldBe(0, "the siege goes on");

        _node.Time.Advance(TimeSpan.FromMilliseconds(20));
        await _node.TurnsAsync();
        await _strangers[1].SendToAsync(anna.Check(), anna.Node);
        await _node.TurnsAsync();
        _strangers[1].Available.ShouldBeGreaterThan(20);
    }

    /// <summary>A packet of the Meet behind some junk; it must be the next one that arrives.</summary>
    private async Task RoundAsync(int round, RtcPeer anna, RtcPeer ben, JunkMaker maker, JunkKind kind)
    {
        for (var i = 0; i < JunkPerRound; i++)
            await _strangers[i % _strangers.Length].SendToAsync(maker.Make(kind), anna.Node);
        anna.SendAudio((ushort)(round + 1), (uint)(round + 1) * 960);
        var packet = await ben.NextRtpAsync(ben.SsrcOf(2));
        RtpPacket.TryParse(packet, out var read).ShouldBeTrue();
        _first ??= (ushort)(read.Sequence - round);
        ((ushort)(read.Sequence - round)).ShouldBe(_first.Value, "one is missing");
    }

    private async Task<Holdings> HeldAsync() => await _node.Node.HoldingsAsync() with { HistoryBlocks = 0 };

    private Task<long> AllocatedAsync() => _node.Node.Workers[0].AskAsync(_ => GC.GetAllocatedBytesForCurrentThread());

    private static Socket Stranger()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
