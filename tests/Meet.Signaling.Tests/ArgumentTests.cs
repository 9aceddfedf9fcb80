using System.Text.Json;
using Meet.Signaling.Live;
using Meet.Signaling.Media;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Tests;

public sealed class ArgumentTests
{
    private const string Good = """{"grant":"g","offer":{"sdp":"v=0","publish":[{"mid":"0","source":"mic"}]},"sources":{"mic":true,"camera":false,"screen":false}}""";

    [Fact]
    public void A_complete_argument_is_read_and_what_is_new_in_it_is_ignored()
    {
        var join = Read<JoinArgument>(Good.Replace("\"grant\"", "\"newer\":{\"a\":[1]},\"grant\"", StringComparison.Ordinal));

        join.Offer.Publish.ShouldBe([new("0", MediaSource.Mic)]);
        join.Sources.Mic.ShouldBeTrue();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"grant":null,"offer":{"sdp":"v=0","publish":[]},"sources":{"mic":true,"camera":false,"screen":false}}""")]
    [InlineData("""{"grant":"g","offer":{"sdp":"v=0"},"sources":{"mic":true,"camera":false,"screen":false}}""")]
    [InlineData("""{"grant":"g","offer":{"sdp":"v=0","publish":[{"mid":"0","source":"tv"}]},"sources":{"mic":true,"camera":false,"screen":false}}""")]
    [InlineData("""{"grant":"g","offer":{"sdp":"v=0","publish":[{"mid":"0","source":1}]},"sources":{"mic":true,"camera":false,"screen":false}}""")]
    [InlineData("""{"grant":"g","offer":{"sdp":"v=0","publish":[]},"sources":{"mic":"yes","camera":false,"screen":false}}""")]
    [InlineData("""{"grant":"g","offer":{"sdp":"v=0","publish":[]},"sources":{"mic":true,"camera":false}}""")]
    public void A_malformed_argument_is_a_bad_request(string json) => BadRequest(() => Read<JoinArgument>(json));

    [Fact]
    public void The_largest_SDP_is_64_KiB_of_UTF_8()
    {
        MediaChecks.Check(Offer(new string('x', 64 * 1024)));
        BadRequest(() => MediaChecks.Check(Offer(new string('x', (64 * 1024) + 1))));
        BadRequest(() => MediaChecks.Check(Offer(new string('電', 32 * 1024))));
        BadRequest(() => MediaChecks.Check(Offer("")));
    }

    [Fact]
    public void Published_lines_are_few_named_and_named_once()
    {
        MediaChecks.Check(Offer("v=0", "0", "1"));
        BadRequest(() => MediaChecks.Check(Offer("v=0", "0", "0")));
        BadRequest(() => MediaChecks.Check(Offer("v=0", "")));
        BadRequest(() => MediaChecks.Check(Offer("v=0", new string('m', 33))));
        BadRequest(() => MediaChecks.Check(Offer("v=0", [.. Enumerable.Range(0, 9).Select(i => $"m{i}")])));
        BadRequest(() => MediaChecks.Check(new OfferArgument("v=0", [null!])));
    }

    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(100, 10_000, 10_000, true)]
    [InlineData(-0.1, 0, 0, false)]
    [InlineData(100.1, 0, 0, false)]
    [InlineData(double.NaN, 0, 0, false)]
    [InlineData(0, -1, 0, false)]
    [InlineData(0, 10_001, 0, false)]
    [InlineData(0, 0, -1, false)]
    [InlineData(0, 0, double.PositiveInfinity, false)]
    public void Quality_is_within_what_can_be_measured(double loss, double jitter, double roundTrip, bool good)
    {
        void Check() => MediaChecks.Check(new SetQualityArgument("media-1.A", loss, jitter, roundTrip));
        if (good)
            Check();
        else
            BadRequest(Check);
    }

    [Fact]
    public void Views_are_of_pictures_of_somebody_each_once_and_of_a_height_that_can_be()
    {
        var ids = Enumerable.Range(0, 401).Select(_ => Guid.NewGuid().ToString()).ToList();
        static ViewArgument View(string id, int height = 360, MediaSource source = MediaSource.Camera) => new(id, source, height);
        static void Check(params ViewArgument[] views) => MediaChecks.Check(new SetViewsArgument("media-1.A", views));

        Check();
        Check([.. ids.Take(400).Select(id => View(id))]);
        Check(View(ids[0], 0), View(ids[0], 8192, MediaSource.Screen));
        BadRequest(() => Check([.. ids.Select(id => View(id))]));
        BadRequest(() => Check(View(ids[0]), View(ids[0].ToUpperInvariant())));
        BadRequest(() => Check(View("anna")));
        BadRequest(() => Check(View(ids[0], source: MediaSource.Mic)));
        BadRequest(() => Check(View(ids[0], -1)));
        BadRequest(() => Check(View(ids[0], 8193)));
        BadRequest(() => Check([null!]));
    }

    [Theory]
    [InlineData("""{"sessionId":"media-1.A"}""")]
    [InlineData("""{"sessionId":"media-1.A","views":null}""")]
    [InlineData("""{"sessionId":"media-1.A","views":[{"participantId":"x","source":"camera"}]}""")]
    [InlineData("""{"sessionId":"media-1.A","views":[{"participantId":"x","source":"camera","height":1.5}]}""")]
    [InlineData("""{"sessionId":"media-1.A","views":[{"participantId":null,"source":"camera","height":1}]}""")]
    public void Malformed_views_are_a_bad_request(string json) => BadRequest(() => Read<SetViewsArgument>(json));

    [Theory]
    [InlineData("""{"microphone":"granted"}""")]
    [InlineData("""{"microphone":"loud","sound":true}""")]
    [InlineData("""{"microphone":0,"sound":true}""")]
    [InlineData("""{"microphone":null,"sound":true}""")]
    [InlineData("""{"sound":true}""")]
    public void A_malformed_readiness_is_a_bad_request(string json) => BadRequest(() => Read<Readiness>(json));

    [Theory]
    [InlineData("")]
    [InlineData("media-1")]
    [InlineData(".abc")]
    [InlineData("media-1.")]
    [InlineData("media-1.a b")]
    [InlineData("media-1/x.abc")]
    public void A_session_id_that_Join_never_answered_is_a_bad_request(string id) => BadRequest(() => MediaChecks.NodeOf(id));

    [Theory]
    [InlineData("media-1.AbC_-9", "media-1")]
    [InlineData("media.eu.1.AbC", "media.eu.1")]
    public void A_session_id_names_its_node(string id, string node) => MediaChecks.NodeOf(id).ShouldBe(node);

    private static T Read<T>(string json)
        where T : class => Arguments.Read<T>(JsonElement.Parse(json));

    private static OfferArgument Offer(string sdp, params string[] mids) => new(sdp, [.. mids.Select(mid => new PublishArgument(mid, MediaSource.Mic))]);

    private static void BadRequest(Action action) => Should.Throw<HubException>(action).Message.ShouldStartWith("bad_request: ");
}
