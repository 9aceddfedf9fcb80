using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests.Sync;

/// <summary>Browsers play a voice and a picture in step if their lines are of one stream: tracks go where their pair is.</summary>
public sealed class LinePairsTests : IDisposable
{
    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Whose_camera_is_off_takes_no_line_from_a_pair()
    {
        await using var anna = await _node.PeerAsync(_meet, change: WithoutCamera);
        await using var ben = await _node.PeerAsync(_meet);
        // Two voices, and one picture that is paired with the first of them.
        await using var carl = await _node.PeerAsync(_meet, receive: 2, change: offer => Keep(offer, 2, 3, 4));

        MidOf(carl.Answer, ben, Source.Mic).ShouldBe("2");
        MidOf(carl.Answer, ben, Source.Camera).ShouldBe("3");
        MidOf(carl.Answer, anna, Source.Mic).ShouldBe("4");
    }

    [Fact]
    public async Task A_picture_goes_beside_its_voice_though_an_earlier_line_is_free()
    {
        await using var anna = await _node.PeerAsync(_meet, change: WithoutCamera);
        await using var ben = await _node.PeerAsync(_meet);
        await using var carl = await _node.PeerAsync(_meet, receive: 2);

        MidOf(carl.Answer, anna, Source.Mic).ShouldBe("2");
        MidOf(carl.Answer, ben, Source.Mic).ShouldBe("4");
        MidOf(carl.Answer, ben, Source.Camera).ShouldBe("5");
    }

    [Fact]
    public async Task A_line_that_is_added_for_a_picture_is_paired_with_its_voice()
    {
        await using var anna = await _node.PeerAsync(_meet, change: WithoutCamera);
        await using var ben = await _node.PeerAsync(_meet);
        await using var carl = await _node.PeerAsync(_meet, receive: 2, change: offer => Keep(offer, 2, 4));
        MidOf(carl.Answer, anna, Source.Mic).ShouldBe("2");
        MidOf(carl.Answer, ben, Source.Mic).ShouldBe("4");

        var more = carl.Offer(receive: 3);
        Keep(more, 2, 4, 7);
        var answer = (await _node.Node.NegotiateAsync(carl.SessionId, more)).Answer.ShouldNotBeNull();

        MidOf(answer, ben, Source.Camera).ShouldBe("7");
        StreamOf(answer, "7").ShouldBe(StreamOf(answer, "4"));
        StreamOf(answer, "2").ShouldNotBe(StreamOf(answer, "4"));
    }

    [Fact]
    public async Task Of_a_line_that_ended_the_partner_takes_the_next()
    {
        await using var carl = await _node.PeerAsync(_meet, receive: 1);
        var stream = StreamOf(carl.Answer, "2");
        StreamOf(carl.Answer, "3").ShouldBe(stream);

        var without = carl.Offer(receive: 1);
        Stop(without, 3);
        await _node.Node.NegotiateAsync(carl.SessionId, without);
        var again = carl.Offer(receive: 2);
        Stop(again, 3, 4);
        var answer = (await _node.Node.NegotiateAsync(carl.SessionId, again)).Answer.ShouldNotBeNull();

        StreamOf(answer, "5").ShouldBe(stream);
    }

    private static void WithoutCamera(Offer offer)
    {
        offer.Publish.RemoveAt(1);
        Stop(offer, 1);
    }

    /// <summary>Only these receiving lines, and what is sent, are in use.</summary>
    private static void Keep(Offer offer, params int[] mids) =>
        Stop(offer, [.. Enumerable.Range(2, offer.Sdp.Split("m=").Length - 3).Where(mid => !mids.Contains(mid))]);

    private static void Stop(Offer offer, params int[] mids)
    {
        var sections = offer.Sdp.Split("m=");
        foreach (var mid in mids)
            sections[mid + 1] = sections[mid + 1].Replace("a=recvonly", "a=inactive", StringComparison.Ordinal).Replace("a=sendonly", "a=inactive", StringComparison.Ordinal);
        offer.Sdp = string.Join("m=", sections);
    }

    private static string? MidOf(Negotiated answer, RtcPeer publisher, Source source) =>
        answer.Bindings.Bindings_.FirstOrDefault(each => each.ParticipantId == publisher.Id.ToString() && each.Source == source)?.Mid;

    private static string? StreamOf(Negotiated answer, string mid) => answer.Sdp.Split("m=")
        .First(section => section.Contains($"a=mid:{mid}\r\n", StringComparison.Ordinal)).Split("\r\n")
        .FirstOrDefault(line => line.StartsWith("a=msid:", StringComparison.Ordinal))?.Split([':', ' '])[1];
}
