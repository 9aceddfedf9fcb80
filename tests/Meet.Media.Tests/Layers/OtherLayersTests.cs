using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Layers;

public sealed class OtherLayersTests : IDisposable
{
    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task A_camera_that_comes_to_have_other_layers_stays_on_its_lines()
    {
        await using var carl = await _node.PeerAsync(_meet);
        await using var anna = await _node.PeerAsync(_meet);
        await using var ben = await _node.PeerAsync(_meet, receive: 2);
        MidOf(ben, anna).ShouldBe("5");
        // A line before is free: if the camera had to be given one anew, it would be that.
        await _node.Node.LeaveAsync(carl.SessionId);
        var bindings = (await _node.Node.WatchAsync(ben.SessionId))!;

        var outcome = await _node.Node.NegotiateAsync(anna.SessionId, anna.Offer(simulcast: true));
        outcome.Refusal.ShouldBe(Refusal.None);
        await _node.TurnsAsync();
        _node.Time.Advance(TimeSpan.FromMilliseconds(40));
        await _node.TurnsAsync();

        for (var i = 0; i < 5; i++)
            anna.SendLayer(0, (ushort)i, (uint)i * 3000, keyframe: true, picture: i, height: 180);
        RtpPacket.TryParse(await ben.NextRtpAsync(ben.SsrcOf(5)), out var packet).ShouldBeTrue();
        packet.Payload.IsEmpty.ShouldBeFalse();
        while (bindings.TryRead(out var happening))
        {
            if (happening.Bindings is { } told)
                told.Bindings_.Where(each => each.ParticipantId == anna.Id.ToString()).Select(each => each.Mid).ShouldBe(["4", "5"], ignoreOrder: true);
        }
    }

    private static string MidOf(RtcPeer receiver, RtcPeer publisher) => receiver.Answer.Bindings.Bindings_
        .Single(each => each.ParticipantId == publisher.Id.ToString() && each.Source == Source.Camera).Mid;
}
