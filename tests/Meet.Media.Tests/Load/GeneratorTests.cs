using Meet.Load;
using Meet.Load.Figures;
using Meet.Load.Rooms;
using Meet.Load.Streams;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Srtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Load;

/// <summary>The load generator against a real node: what it measures by must be right.</summary>
public sealed class GeneratorTests : IAsyncLifetime
{
    private WhipHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WhipHost.StartAsync(("Media:Whip:LoopbackWithoutToken", "true"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("fanout-5", SrtpProfile.AeadAes128Gcm)]
    [InlineData("conference-3", SrtpProfile.AeadAes128Gcm)]
    [InlineData("voice-2-3", SrtpProfile.Aes128CmHmacSha1Tag80)]
    public async Task Everybody_of_a_scenario_receives_everything_that_the_others_send(string name, SrtpProfile profile)
    {
        var scenario = Scenario.Parse(name)!;
        using var generator = new LoadGenerator(sample: 1, profile);
        await scenario.JoinAsync(new LoadRoom(generator, _host.Http, "studio-1"), CancellationToken.None);
        var receivers = scenario.Listeners + (scenario.TalkersListen ? scenario.Talkers : 0);
        await Eventually.Becomes(generator.ReadAsync, figures => figures.Silent == 0 && figures.Received > 0, "nobody hears nothing");
        await generator.BeginWindowAsync();

        var figures = await Eventually.Becomes(
            generator.ReadAsync,
            now => now.Silent == 0 && now.Opened >= 100 * receivers && now.Voice.P50 > 0 && (now.Video.P50 > 0 || !scenario.HasVideo),
            "packets of all kinds come");

        figures.Forged.ShouldBe(0, "each was opened, and has its stamp");
        figures.Opened.ShouldBe(figures.Received);
        figures.Received.ShouldBe(figures.Expected - figures.Lost + figures.Duplicates);
        figures.Duplicates.ShouldBe(0);
        figures.Voice.P99.ShouldBeGreaterThanOrEqualTo(figures.Voice.P50);
        (figures.Video.P50 > 0).ShouldBe(scenario.HasVideo);
    }

    [Fact]
    public async Task Pictures_begin_with_a_keyframe_that_was_asked_for_and_a_window_begins_at_zero()
    {
        using var generator = new LoadGenerator(sample: 1);
        var room = new LoadRoom(generator, _host.Http, "studio-1");
        await room.PublishAsync(StreamShape.Camera);
        await Eventually.Becomes(generator.ReadAsync, figures => figures.Sent > 0, "it sends");

        var player = await room.PlayAsync(voices: 0, videos: 1);

        // Only after a keyframe does a node forward pictures.
        await Eventually.Becomes(generator.ReadAsync, figures => figures.Video.P50 > 0, "pictures come");
        (await generator.ReadAsync()).KeyframeRequests.ShouldBeGreaterThan(0);
        await room.LeaveAsync(player);
        await generator.BeginWindowAsync();
        var after = await generator.ReadAsync();
        (after.Received, after.Expected, after.Lost, after.Video).ShouldBe((0L, 0L, 0L, default(Delays)));
    }

    [Fact]
    public async Task A_refusal_of_the_node_is_told_and_leaves_no_peer()
    {
        using var generator = new LoadGenerator();
        var room = new LoadRoom(generator, _host.Http, "no room's name");

        var refused = await Should.ThrowAsync<HttpRequestException>(() => room.PublishAsync(StreamShape.Voice));

        refused.Message.ShouldContain("404");
        (await generator.CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("fanout-200", 1, 200, 200)]
    [InlineData("conference-10", 10, 0, 9)]
    [InlineData("voice-3-197", 3, 197, 199)]
    public void Scenarios_are_named_by_their_numbers(string name, int talkers, int listeners, int copies)
    {
        var scenario = Scenario.Parse(name)!;
        (scenario.Talkers, scenario.Listeners, scenario.Copies).ShouldBe((talkers, listeners, copies));
    }

    [Theory]
    [InlineData("")]
    [InlineData("fanout")]
    [InlineData("fanout-0")]
    [InlineData("fanout--1")]
    [InlineData("fanout-1-2")]
    [InlineData("conference-1")]
    [InlineData("voice-3")]
    [InlineData("choir-3")]
    public void What_is_no_scenario_is_none(string name) => Scenario.Parse(name).ShouldBeNull();
}
