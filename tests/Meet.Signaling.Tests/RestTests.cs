using Meet.Contracts;
using Meet.Contracts.Meets;
using Meet.Signaling.Push;

namespace Meet.Signaling.Tests;

public sealed class RestTests
{
    [Fact]
    public void A_large_Meets_views_wait_while_people_come_and_go_longer_the_more_they_are()
    {
        Rest.After(Changed(Live(200), "participant_joined_v1")).ShouldBe(TimeSpan.FromSeconds(1));
        Rest.After(Changed(Live(40), "participant_left_v1")).ShouldBe(TimeSpan.FromMilliseconds(200));
        Rest.After(Some.Entry(Guid.CreateVersion7(), isInternal: false) with { Meet = Live(40) }).ShouldBe(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void Nothing_waits_in_a_Meet_of_few() =>
        Rest.After(Changed(Live(Rest.FewPeople), "participant_joined_v1")).ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData("participant_muted_v1")]
    [InlineData("hand_raised_v1")]
    [InlineData("media_moved_v1")]
    [InlineData("meet_turned_video_v1")]
    [InlineData("ring_started_v1")]
    [InlineData("something_new_v1")]
    public void What_asks_for_something_to_be_done_does_not_wait(string cause) => Rest.After(Changed(Live(200), cause)).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void That_a_Meet_is_over_does_not_wait_whatever_was_decided_with_it()
    {
        var over = Live(200) with { State = MeetState.Ended };

        Rest.After(Changed(over, "participant_left_v1")).ShouldBe(TimeSpan.Zero);
        Rest.After(Some.Entry(Guid.CreateVersion7(), isInternal: false) with { Meet = over }).ShouldBe(TimeSpan.Zero);
        Rest.After(Some.Entry(Guid.CreateVersion7(), isInternal: false)).ShouldBe(TimeSpan.Zero);
    }

    private static MeetChanged Changed(MeetView view, string cause) => Some.Changed(view, customers: true, Some.Agent) with { Cause = cause };

    private static MeetView Live(int people) => Some.Meet(Guid.CreateVersion7()) with
    {
        State = MeetState.Live,
        Participants =
        [
            .. Enumerable.Range(0, people).Select(_ => new ParticipantView(
                new PersonRef(PersonKind.Staff, Guid.CreateVersion7(), "Somebody"), ParticipantState.Joined, Some.Instant, null)),
        ],
    };
}
