using System.Net;
using System.Net.Sockets;
using Meet.Media.Streams;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Framing;
using Meet.Testing.People;

namespace Meet.Media.Tests.Reach;

/// <summary>Those who connect by TCP and are nobody.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private readonly TestNode _node = new(maxTcpConnections: 100);
    private readonly Guid _meet = Guid.CreateVersion7();
    private RtcPeer _anna = null!;
    private RtcPeer _ben = null!;

    public async ValueTask InitializeAsync() => (_anna, _ben) = (await _node.PeerAsync(_meet), await _node.PeerAsync(_meet));

    public async ValueTask DisposeAsync()
    {
        await _anna.DisposeAsync();
        await _ben.DisposeAsync();
        _node.Dispose();
    }

    [Fact]
    public async Task A_stranger_is_told_nothing_and_shown_out()
    {
        var transport = _anna.Parsed.Transport;
        byte[][] openings =
        [
            RtcPeer.Check(transport.IceUfrag, "wrong-wrong-wrong-wrong-wrong"),
            RtcPeer.Check("nobody00", transport.IcePassword),
            RtcPeer.Check("nobody", transport.IcePassword),
            [0x16, 0xFE, 0xFF, .. new byte[60]],
            new byte[20],
            new byte[19],
            new byte[1281],
            [],
        ];
        foreach (var opening in openings)
        {
            using var stranger = await StrangerAsync();
            stranger.Send(opening);
            (await stranger.OverAsync()).ShouldBe(0);
        }

        using var right = await StrangerAsync();
        right.Send(_anna.Check());
        (await right.NextAsync()).Length.ShouldBeGreaterThan(20, "so silence was no accident");
    }

    [Fact]
    public async Task An_http_request_is_shown_out()
    {
        using var browser = await StrangerAsync();
        await browser.Socket.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        (await browser.OverAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_check_that_comes_byte_by_byte_is_a_check()
    {
        using var slow = await StrangerAsync();
        var check = _anna.Check();
        var framed = new byte[check.Length + StreamFrames.HeaderLength];
        StreamFrames.Write(framed, check);

        foreach (var one in framed)
            await slow.Socket.SendAsync(new[] { one });

        (await slow.NextAsync()).Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Who_says_nothing_for_five_seconds_is_shown_out()
    {
        using var silent = await StrangerAsync();
        using var dawdling = await StrangerAsync();
        await dawdling.Socket.SendAsync(new byte[] { 0, 100, 0, 1, 0, 80 });

        _node.Time.Advance(TimeSpan.FromMilliseconds(StreamDoor.Patience - 1000));
        await _node.TurnsAsync();
        silent.Socket.Poll(0, SelectMode.SelectRead).ShouldBeFalse("there is time left");
        _node.Time.Advance(TimeSpan.FromSeconds(2));

        (await silent.OverAsync()).ShouldBe(0);
        (await dawdling.OverAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_flood_of_silent_connections_keeps_nobody_out_and_slows_nobody()
    {
        var flood = new List<Raw>();
        for (var host = 2; host <= 8; host++)
        {
            for (var i = 0; i < StreamDoor.MaxCallersOfOne; i++)
                flood.Add(await StrangerAsync($"127.0.0.{host}"));
        }

        flood.Count.ShouldBeGreaterThan(StreamDoor.MaxCallers);
        var received = _node.Node.Workers[0].Counters.Received;
        await using var carl = await _node.PeerAsync(_meet, path: new TcpPath());
        _anna.SendAudio(1, 1);
        await carl.NextRtpAsync(carl.SsrcOf(2));
        await _ben.NextRtpAsync(_ben.SsrcOf(2));

        // The longest waiting made room, and no worker has heard of any of them.
        await Task.WhenAll(flood.Take(StreamDoor.MaxCallersOfOne).Select(each => each.OverAsync()));
        _node.Node.Workers[0].Counters.Connections.ShouldBe(1);
        (_node.Node.Workers[0].Counters.Received - received).ShouldBeLessThan(100);
        flood.ForEach(each => each.Dispose());
    }

    [Fact]
    public async Task Of_one_address_only_so_many_may_wait()
    {
        var waiting = new List<Raw>();
        for (var i = 0; i < StreamDoor.MaxCallersOfOne; i++)
            waiting.Add(await StrangerAsync("127.0.0.2"));

        for (var i = 0; i < 3; i++)
            (await IsRefusedAsync("127.0.0.2")).ShouldBeTrue();
        using var elsewhere = await StrangerAsync("127.0.0.3");
        elsewhere.Send(_anna.Check());
        (await elsewhere.NextAsync()).Length.ShouldBeGreaterThan(20);
        waiting.ForEach(each => each.Dispose());
    }

    /// <summary>Sooner or later: a reset may come before the connection is known to be one.</summary>
    private async Task<bool> IsRefusedAsync(string from)
    {
        try
        {
            using var stranger = await StrangerAsync(from);
            return await stranger.OverAsync() == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private Task<Raw> StrangerAsync(string from = "127.0.0.1") => Raw.OpenAsync(_anna, IPAddress.Parse(from));
}
