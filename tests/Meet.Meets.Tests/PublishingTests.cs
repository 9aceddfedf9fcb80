using Meet.Contracts;
using Meet.Contracts.Media;
using Meet.Contracts.Meets;
using Meet.EventStore;
using Meet.Meets.Domain;
using Meet.Meets.Media;
using Meet.Meets.Publishing;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class PublishingTests
{
    [Fact]
    public void Each_event_is_told_with_the_view_after_what_was_decided_with_it()
    {
        var messages = MeetPublisher.Messages(MeetLife.Unstarted, Stored(Answered, from: 1)).Select(each => each.Message).ToList();

        messages.Select(m => (m.Version, m.Cause)).ShouldBe([(1, "meet_started_v1"), (2, "ring_started_v1"), (3, "meet_accepted_v1")]);
        messages.Select(m => m.View.Version).ShouldBe([2, 2, 3]);
        messages[0].View.Rings.ShouldHaveSingleItem().State.ShouldBe(RingState.Ringing);
        messages.Select(m => m.View.State).ShouldBe([MeetState.Ringing, MeetState.Ringing, MeetState.Live]);
        messages.Select(m => m.Audience.Length).ShouldBe([2, 2, 2]);
        messages[2].At.ShouldBe(At(5));
    }

    [Fact]
    public void A_page_that_begins_in_mid_Meet_goes_on_from_the_life_before_it()
    {
        var message = MeetPublisher.Messages(Evolution.Fold(Calling), Stored([Accepted(Customer, 5)], from: 3)).ShouldHaveSingleItem().Message;

        (message.Version, message.View.Version, message.View.State).ShouldBe((3, 3, MeetState.Live));
    }

    [Fact]
    public void Of_those_who_come_and_go_in_a_large_Meet_the_last_is_told_and_whatever_else_happens_between()
    {
        var crowd = Enumerable.Range(100, Overtaken.FewPeople).Select(number => new PersonRef(PersonKind.Staff, Id(number), $"{number}")).ToArray();
        var life = Evolution.Fold([.. Answered, .. crowd.Select(person => new ParticipantEntered(person, At(30), At(6)))]);
        MeetEvent[] events =
        [
            new ParticipantJoined(crowd[0], "s0", At(7), At(7)),
            new ParticipantJoined(crowd[1], "s1", At(8), At(8)),
            new HandRaised(crowd[0], At(9)),
            new ParticipantReconnecting(crowd[0], At(40), At(10), At(10)),
            new ParticipantLeft(crowd[1], LeaveReason.Left, At(11)),
        ];

        var messages = MeetPublisher.Messages(life, Stored(events, from: (int)life.Version + 1)).Select(each => each.Message).ToList();

        messages.Select(m => m.Cause).ShouldBe(["participant_joined_v1", "hand_raised_v1", "participant_left_v1"]);
        messages.Select(m => m.Version - life.Version).ShouldBe([2, 3, 5]);
        messages[0].View.Participants.Count(p => p.State == ParticipantState.Joined).ShouldBe(2, "the one that was left out is in it");
        messages[^1].View.Participants.Count(p => p.State == ParticipantState.Reconnecting).ShouldBe(1);
    }

    [Fact]
    public void In_a_Meet_of_few_everybody_who_comes_is_told()
    {
        var events = Stored([new ParticipantJoined(Agent, "s0", At(7), At(7)), new ParticipantJoined(Customer, "s1", At(8), At(8))], from: 4);

        MeetPublisher.Messages(Evolution.Fold(Answered), events).Select(each => each.Message.Version).ShouldBe([4, 5]);
    }

    [Fact]
    public void A_Meet_that_was_told_is_known_at_that_version_alone_until_it_is_over()
    {
        var told = new ToldLives();
        var life = Evolution.Fold(Calling);
        told.Keep(life);

        told.Find(Tenant, TheMeet, life.Version).ShouldBe(life);
        told.Find(Tenant, TheMeet, life.Version - 1).ShouldBeNull();
        told.Find(Tenant, TheMeet, life.Version + 1).ShouldBeNull();
        told.Find("other", TheMeet, life.Version).ShouldBeNull();

        told.Keep(life with { State = MeetState.Ended });
        told.Find(Tenant, TheMeet, life.Version).ShouldBeNull();
    }

    [Fact]
    public void No_more_Meets_are_remembered_than_there_is_room_for()
    {
        var told = new ToldLives(capacity: 2);
        var life = Evolution.Fold(Calling);
        var others = Enumerable.Range(0, 2).Select(_ => life with { Id = Guid.CreateVersion7() }).ToArray();
        foreach (var each in (MeetLife[])[life, .. others])
        {
            told.Keep(each);
        }

        told.Find(Tenant, TheMeet, life.Version).ShouldBeNull();
        told.Find(Tenant, others[1].Id, life.Version).ShouldBe(others[1]);
    }

    [Theory]
    [InlineData(MediaSessionState.Connected, false, typeof(MediaConnected))]
    [InlineData(MediaSessionState.Lost, false, typeof(MediaLost))]
    [InlineData(MediaSessionState.Failed, false, typeof(MediaFailed))]
    [InlineData(MediaSessionState.Closed, false, typeof(MediaLost))]
    [InlineData(MediaSessionState.Closed, true, null)]
    public void What_a_media_node_tells_becomes_a_command(MediaSessionState state, bool replaced, Type? command) =>
        MediaSessionConsumer.Meaning(new MediaSessionChanged(Tenant, TheMeet, Agent.Id, "s", Node, state, replaced, Noon))
            .ShouldSatisfyAllConditions(meaning => (meaning?.GetType()).ShouldBe(command));

    private static List<IEvent> Stored(MeetEvent[] events, int from) => [.. events.Select((happened, n) => new StoredNow(happened, from + n))];

    private sealed record StoredNow(MeetEvent Happened, long Version) : IEvent
    {
        public Guid Id => default;
        public Guid StreamId => TheMeet;
        public long Sequence => Version;
        public object Data => Happened;
        public Type EventType => Happened.GetType();
        public string EventTypeName => EventNames.All.Single(stored => stored.Type == EventType).Alias;
        public string TenantId => Tenant;
        public DateTimeOffset Timestamp => Happened.At;
        public string? CorrelationId => null;
        public string? CausationId => null;
        public IReadOnlyDictionary<string, string> Headers { get; } = new Dictionary<string, string>();
    }
}
