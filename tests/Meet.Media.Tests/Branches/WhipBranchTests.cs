using System.Net;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Branches;

/// <summary>Rooms of WHIP and WHEP on several workers.</summary>
public sealed class WhipBranchTests : IAsyncLifetime
{
    private WhipHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await WhipHost.StartAsync(("Media:Workers", "3"), ("Media:MeetSessionsPerWorker", "1"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Players_of_named_publishers_receive_them_from_other_workers_until_the_room_is_closed()
    {
        await using var anna = await _host.PublishAsync("studio-1");
        await using var ben = await _host.PublishAsync("studio-1");
        await using var player = await _host.PlayAsync("studio-1", receive: 2, query: $"?publishers={ben.Location.Split('/')[^1]}");
        (await _host.Node.HoldingsAsync()).Rooms.ShouldBe(3);

        var heard = player.Peer.NextRtpAsync();
        for (ushort i = 0; !heard.IsCompleted; i++)
        {
            anna.Peer.SendAudio(i, i * 960u, [1], level: 30);
            ben.Peer.SendAudio(i, i * 960u, [2], level: 30);
            await Task.WhenAny(heard, Task.Delay(20));
        }

        RtpPacket.TryParse(await heard, out var packet).ShouldBeTrue();
        packet.Payload.ToArray().ShouldBe([2]);
        (await _host.Http.SendAsync(WhipHost.Request(HttpMethod.Post, "/offer/close?room=studio-1"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.Becomes(_host.Node.HoldingsAsync, held => held == default, "nothing is held");
    }
}
