using Meet.Contracts.Media;
using Meet.Meets.Fleet;

namespace Meet.Meets.Tests;

public sealed class MediaFleetTests
{
    private readonly ManualTime _time = new();
    private readonly MediaFleet _fleet;

    public MediaFleetTests() => _fleet = new MediaFleet(_time);

    [Fact]
    public void Nodes_that_speak_are_not_silent_and_those_that_do_not_are_after_2_s()
    {
        Say("a");
        Say("b");
        _time.Pass(1.9);
        Say("b");
        _fleet.Silent().ShouldBeEmpty();

        _time.Pass(0.1);

        _fleet.Silent().ShouldHaveSingleItem().NodeId.ShouldBe("a");
    }

    [Fact]
    public void A_node_that_is_lost_has_no_Meets_and_gets_none_until_it_speaks_again()
    {
        Say("a");
        _time.Pass(2);
        _fleet.Lose(_fleet.Silent().Single()).ShouldBeTrue();

        (_fleet.AbsenceOf("a"), _fleet.Place(Guid.Empty)).ShouldBe((Absence.Lost, null));
        _fleet.Silent().ShouldBeEmpty();

        Say("a").ShouldBe(NodeNews.Came);
        (_fleet.AbsenceOf("a"), _fleet.Place(Guid.Empty)).ShouldBe((null, "a"));
    }

    [Fact]
    public void A_word_that_came_while_the_node_was_asked_counts_more_than_no_answer()
    {
        Say("a");
        _time.Pass(2);
        var silent = _fleet.Silent().Single();
        _time.Pass(0.5);
        Say("a");

        _fleet.Lose(silent).ShouldBeFalse();
        _fleet.AbsenceOf("a").ShouldBeNull();
    }

    [Fact]
    public void A_node_that_leaves_has_to_give_its_Meets_away()
    {
        Say("a", MediaNodeState.Leaving).ShouldBe(NodeNews.Came);
        Say("b");

        _fleet.AbsenceOf("a").ShouldBe(Absence.Leaving);
        _fleet.AbsenceOf("b").ShouldBeNull();
    }

    [Theory]
    [InlineData(MediaNodeState.Full)]
    [InlineData(MediaNodeState.Draining)]
    [InlineData(MediaNodeState.Leaving)]
    public void Who_takes_no_new_Meets_gets_none(MediaNodeState state)
    {
        Say("a", state);
        _fleet.Place(Guid.Empty).ShouldBeNull();

        Say("b");
        Enumerable.Range(0, 50).ShouldAllBe(n => _fleet.Place(Some.Id(n), null) == "b");
    }

    [Theory]
    [InlineData(MediaNodeState.Full)]
    [InlineData(MediaNodeState.Draining)]
    public void Who_takes_no_new_Meets_keeps_those_it_has(MediaNodeState state)
    {
        Say("a", state);

        _fleet.AbsenceOf("a").ShouldBeNull();
    }

    [Fact]
    public void A_Meet_goes_anywhere_but_where_it_must_leave()
    {
        Say("a");
        _fleet.Place(Guid.Empty, but: "a").ShouldBeNull();
        Say("b", load: 0.6);

        _fleet.Place(Guid.Empty, but: "a").ShouldBe("b");
    }

    [Fact]
    public void Meets_that_were_given_a_moment_ago_count_before_the_node_has_seen_them()
    {
        Say("a", meets: 0);
        Say("b", meets: 10);

        var taken = Enumerable.Range(0, 30).CountBy(n => _fleet.Place(Some.Id(n))!).ToDictionary();

        taken["a"].ShouldBe(20);
        taken["b"].ShouldBe(10);
    }

    [Fact]
    public void What_was_given_longer_ago_is_among_what_the_node_says()
    {
        Say("a");
        Say("b");
        for (var n = 0; n < 10; n++)
        {
            _fleet.Place(Some.Id(n));
        }

        _time.Pass(3.1);
        Say("a", meets: 5);
        Say("b", meets: 4);

        _fleet.Place(Some.Id(99)).ShouldBe("b");
    }

    [Fact]
    public void Sessions_near_their_limit_make_a_node_as_full_as_CPU_does()
    {
        Say("a", sessions: 90);
        Say("b", load: 0.5);

        _fleet.Place(Guid.Empty).ShouldBe("b");
    }

    [Fact]
    public void A_goodbye_makes_it_unknown_and_its_Meets_homeless_at_once_where_others_were_heard_for_long()
    {
        Say("a");
        Say("b");
        _time.Pass(10);
        Say("b");

        Say("a", MediaNodeState.Stopped).ShouldBe(NodeNews.Stopped);

        _fleet.Standing().Select(node => node.Said.NodeId).ShouldBe(["b"]);
        _fleet.AbsenceOf("a").ShouldBe(Absence.Lost);
    }

    [Fact]
    public void A_goodbye_of_the_process_before_does_not_hide_the_one_that_took_its_place()
    {
        Say("a", instance: 2);

        Say("a", MediaNodeState.Stopped, instance: 1).ShouldBe(NodeNews.None);

        _fleet.Place(Guid.Empty).ShouldBe("a");
    }

    [Fact]
    public void Each_process_is_looked_at_once_for_media_from_before_it()
    {
        Say("a", instance: 1);
        var first = _fleet.Started().ShouldHaveSingleItem();
        Say("a", instance: 2).ShouldBe(NodeNews.Came);
        _fleet.Settle(first);

        var second = _fleet.Started().ShouldHaveSingleItem();
        second.Instance.ShouldBe(Some.Id(2));
        _fleet.Settle(second);
        Say("a", instance: 2).ShouldBe(NodeNews.None);
        _fleet.Started().ShouldBeEmpty();
    }

    [Fact]
    public void Who_has_just_begun_to_listen_takes_nobody_for_gone()
    {
        _fleet.AbsenceOf("a").ShouldBeNull();
        Say("b");
        _time.Pass(9.9);
        _fleet.AbsenceOf("a").ShouldBeNull();

        _time.Pass(0.1);

        _fleet.AbsenceOf("a").ShouldBe(Absence.Lost);
    }

    [Fact]
    public void Only_what_can_move_Meets_counts_as_a_change()
    {
        Say("a");
        var before = _fleet.Changes;

        Say("a", load: 0.3, meets: 7);
        _fleet.Changes.ShouldBe(before);
        Say("a", MediaNodeState.Full);
        _fleet.Changes.ShouldNotBe(before);
    }

    [Fact]
    public async Task Who_starts_a_Meet_before_any_node_was_heard_of_waits_for_one()
    {
        var waiting = _fleet.PlaceAsync(Guid.Empty, TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse();

        Say("a");

        (await waiting).ShouldBe("a");
    }

    [Fact]
    public async Task Where_no_node_takes_Meets_nobody_waits_for_ever()
    {
        var fleet = new MediaFleet(TimeProvider.System);
        fleet.Hear(Word("a", MediaNodeState.Full));

        (await fleet.PlaceAsync(Guid.Empty, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    private NodeNews Say(
        string id, MediaNodeState state = MediaNodeState.Open, double load = 0, int sessions = 0, int meets = 0, int instance = 1) =>
        _fleet.Hear(Word(id, state, load, sessions, meets, instance));

    private static MediaNodeAnnounced Word(
        string id, MediaNodeState state, double load = 0, int sessions = 0, int meets = 0, int instance = 1) =>
        new(id, $"http://{id}:8081", Some.Id(instance), state, 2, sessions, 100, meets, load, 0, Some.Noon);

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(double seconds) => _now += TimeSpan.FromSeconds(seconds).Ticks;
    }
}
