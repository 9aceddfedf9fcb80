using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Testing.People;

namespace Meet.Media.Tests.Codecs;

/// <summary>Grants of a Meet that has codecs of its own (docs/media/codecs.md).</summary>
public sealed class MeetCodecsTests : IDisposable
{
    private readonly TestNode _node = new(videoCodecs: "VP8");
    private readonly Guid _meet = Guid.CreateVersion7();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task What_a_Meet_prefers_goes_before_what_the_node_does_for_as_long_as_the_session_lasts()
    {
        await using var peer = new RtcPeer(Guid.NewGuid());
        var offer = peer.Offer();
        offer.Use(("VP8", 96), ("VP9", 98), ("H264", 102));

        var joined = (await _node.Node.JoinAsync(_node.Grant(_meet, peer.Id, video: "Vp9, H264"), offer, new Sources())).Answer.ShouldNotBeNull();
        var again = (await _node.Node.NegotiateAsync(joined.SessionId, offer)).Answer.ShouldNotBeNull();

        foreach (var answer in (string[])[joined.Sdp, again.Sdp])
        {
            answer.ShouldContain("VP9/90000");
            answer.ShouldNotContain("VP8/90000");
        }
    }

    [Fact]
    public async Task Others_have_what_the_node_prefers()
    {
        await using var peer = new RtcPeer(Guid.NewGuid());
        var offer = peer.Offer();
        offer.Use(("VP9", 98), ("VP8", 96));

        var answer = (await _node.JoinAsync(_meet, peer.Id, offer)).Answer.ShouldNotBeNull();

        answer.Sdp.ShouldContain("VP8/90000");
        answer.Sdp.ShouldNotContain("VP9/90000");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Vp8, Theora")]
    [InlineData("Vp8, Vp8")]
    public async Task A_grant_with_codecs_that_nobody_knows_is_none(string video)
    {
        await using var peer = new RtcPeer(Guid.NewGuid());
        (await _node.Node.JoinAsync(_node.Grant(_meet, peer.Id, video: video), peer.Offer(), new Sources())).Refusal.ShouldBe(Refusal.BadGrant);
    }
}
