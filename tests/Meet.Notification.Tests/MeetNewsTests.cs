using Meet.Contracts;
using Meet.Contracts.Meets;
using Meet.Notification.Messages;

namespace Meet.Notification.Tests;

public sealed class MeetNewsTests
{
    private static readonly DateTimeOffset At = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly PersonRef Agent = new(PersonKind.Staff, Guid.CreateVersion7(), "田中 葵");
    private static readonly PersonRef Customer = new(PersonKind.Customer, Guid.CreateVersion7(), "山本");

    [Fact]
    public void A_ring_by_link_waits_until_it_expires()
    {
        var news = News(View() with { Rings = [Ring(RingChannel.Link, RingState.Ringing)] });

        news.ShouldNotBeNull();
        (news.CustomerId, news.RingsUntil, news.OverAt).ShouldBe((Customer.Id, At.AddMinutes(10), (DateTimeOffset?)null));
    }

    [Theory]
    [InlineData(RingChannel.Page, RingState.Ringing)]
    [InlineData(RingChannel.Link, RingState.Answered)]
    [InlineData(RingChannel.Link, RingState.Stopped)]
    public void No_other_ring_waits(RingChannel channel, RingState state) =>
        News(View() with { Rings = [Ring(channel, state)] }).ShouldNotBeNull().RingsUntil.ShouldBeNull();

    [Fact]
    public void A_Meet_that_has_ended_is_over_even_if_a_ring_still_says_otherwise()
    {
        var news = News(View() with { State = MeetState.Ended, EndedAt = At.AddMinutes(1), Rings = [Ring(RingChannel.Link, RingState.Ringing)] });

        news.ShouldNotBeNull();
        (news.RingsUntil, news.OverAt).ShouldBe(((DateTimeOffset?)null, At.AddMinutes(1)));
    }

    [Fact]
    public void A_customer_who_calls_is_known_without_a_ring() =>
        News(View() with { StartedBy = Customer, Rings = [] }).ShouldNotBeNull().CustomerId.ShouldBe(Customer.Id);

    [Theory]
    [InlineData(MeetPlace.InternalConversation)]
    [InlineData(MeetPlace.TeamChat)]
    [InlineData(MeetPlace.DirectMessage)]
    public void What_is_staffs_alone_is_none_of_our_business(MeetPlace place) =>
        News(View() with { Place = place, Rings = [Ring(RingChannel.Link, RingState.Ringing)] }).ShouldBeNull();

    private static MeetNews? News(MeetView view) =>
        MeetNews.From(new MeetChanged(view.TenantId, view.MeetId, view.Version, "meet_started_v1", At, view, view, []));

    private static MeetView View() => new(
        Guid.CreateVersion7(), 1, "demo", Guid.CreateVersion7(), MeetPlace.CustomerChat, MeetKind.Voice, MeetState.Ringing, Agent, At, null, null, null,
        null, [], [], null, null);

    private static RingView Ring(RingChannel channel, RingState state) =>
        new(Guid.CreateVersion7(), Customer, state, At, At.AddMinutes(10), null) { Channel = channel };
}
