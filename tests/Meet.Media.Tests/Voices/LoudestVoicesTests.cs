using FsCheck;
using FsCheck.Fluent;
using Meet.Media.Voices;

namespace Meet.Media.Tests.Voices;

public sealed class LoudestVoicesTests
{
    private const long Frame = 20;

    private readonly LoudestVoices _loudest = new();
    private readonly Voice[] _voices = [.. Enumerable.Range(0, 8).Select(_ => new Voice())];
    private long _now = 10_000;

    [Fact]
    public void While_nobody_has_spoken_the_first_to_come_have_the_places()
    {
        _loudest.Decide(_voices, _now).ShouldBeTrue();

        Heard().ShouldBe([0, 1, 2, 3, 4]);
        _loudest.Decide(_voices, _now).ShouldBeFalse();
        new LoudestVoices().Decide([], _now).ShouldBeFalse();
    }

    [Fact]
    public void Who_begins_to_speak_is_heard_with_the_second_packet_and_a_click_is_not()
    {
        Silence(1);
        Say(1, 7);
        Heard().ShouldNotContain(7);
        Say(1, 7);
        Heard().ShouldContain(7);

        _voices[6].OnPacket(0, _now);
        _loudest.Decide(_voices, _now).ShouldBeFalse("one packet, however loud");
    }

    [Fact]
    public void The_place_is_taken_from_whoever_has_been_silent_longest()
    {
        Say(10, 0, 1, 2, 3, 4);
        Say(10, 0, 1, 3, 4);
        Silence(50);
        Say(10, 7);

        Heard().ShouldBe([0, 1, 3, 4, 7]);
    }

    [Fact]
    public void A_voice_is_kept_for_a_second_after_it_falls_silent()
    {
        Say(10, 0, 1, 2, 3, 4);
        // Four go on; one more speaks, no louder, and waits for the place of the fifth.
        Say(49, 1, 2, 3, 4, 7);
        Heard().ShouldBe([0, 1, 2, 3, 4]);
        Say(1, 1, 2, 3, 4, 7);
        Heard().ShouldBe([1, 2, 3, 4, 7]);
    }

    [Fact]
    public void Who_is_muted_leaves_the_place_at_once_and_takes_none()
    {
        Say(10, 0, 1, 2, 3, 4);
        _voices[0].IsMuted = _voices[6].IsMuted = true;
        Say(2, 0, 1, 2, 3, 4, 6, 7);

        Heard().ShouldBe([1, 2, 3, 4, 7]);
    }

    [Fact]
    public void One_who_is_clearly_louder_for_half_a_second_takes_the_quietest_ones_place()
    {
        Say(100, 0, 1, 2, 3, 4);
        Shout((int)(LoudestVoices.Contest / Frame), 7, 0, 1, 2, 3, 4);
        Heard().ShouldBe([0, 1, 2, 3, 4]);

        Shout(10, 7, 0, 1, 2, 3, 4);
        Heard().ShouldContain(7);
        Heard().Count.ShouldBe(LoudestVoices.Places);
    }

    [Fact]
    public void As_loud_as_the_others_is_not_loud_enough()
    {
        Say(500, 0, 1, 2, 3, 4, 5, 6, 7);

        Heard().ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void A_sender_that_tells_no_level_is_heard_while_it_sends()
    {
        Silence(1);
        for (var i = 0; i < 10; i++)
        {
            _voices[7].OnPacket(0xFF, _now);
            _loudest.Decide(_voices, _now);
            _now += Frame;
        }

        Heard().ShouldContain(7);
    }

    [Fact]
    public void There_are_never_more_than_five_and_nobody_loses_the_place_within_a_second_of_speaking_unless_to_who_is_louder()
    {
        var turn = Gen.Choose(0, 127).ArrayOf(12);
        Prop.ForAll(turn.ListOf().ToArbitrary(), turns =>
        {
            Voice[] voices = [.. Enumerable.Range(0, 12).Select(_ => new Voice())];
            var loudest = new LoudestVoices();
            var (now, fits) = (1000L, true);
            foreach (var levels in turns)
            {
                now += 20;
                for (var i = 0; i < voices.Length; i++)
                    voices[i].OnPacket((byte)levels[i], now);
                var before = voices.Where(voice => voice.HasPlace).ToList();
                loudest.Decide(voices, now);
                fits &= voices.Count(voice => voice.HasPlace) == LoudestVoices.Places;
                var least = voices.Where(voice => voice.HasPlace).Max(voice => voice.Level);
                fits &= before.TrueForAll(voice => voice.HasPlace || voice.IsSilent(now) || voice.Level < least);
            }

            return fits;
        }).QuickCheckThrowOnFailure();
    }

    private List<int> Heard() => [.. Enumerable.Range(0, _voices.Length).Where(i => _voices[i].HasPlace)];

    private void Silence(int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            _loudest.Decide(_voices, _now);
            _now += Frame;
        }
    }

    private void Say(int frames, params int[] speakers)
    {
        for (var i = 0; i < frames; i++)
        {
            foreach (var speaker in speakers)
                _voices[speaker].OnPacket(40, _now);
            Silence(1);
        }
    }

    private void Shout(int frames, int louder, params int[] speakers)
    {
        for (var i = 0; i < frames; i++)
        {
            _voices[louder].OnPacket(10, _now);
            Say(1, speakers);
        }
    }
}
