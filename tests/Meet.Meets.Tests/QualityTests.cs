using Meet.Contracts.Meets;
using Meet.Meets.Domain;
using Meet.Meets.Views;
using static Meet.Meets.Tests.Scenario;
using static Meet.Meets.Tests.Some;

namespace Meet.Meets.Tests;

public sealed class QualityTests
{
    private static readonly QualityView Good = new(90, 1, 10, 50, 30);

    private static ParticipantQuality Of(string session, double at) => new(Customer, session, 90, 1, 10, 50, 30, At(at));

    [Fact]
    public void Each_session_counts_once_also_after_the_end()
    {
        MeetEvent[] over = [.. Talking, new MeetEnded(EndReason.EveryoneLeft, At(60))];

        Given(over).When(new RecordQuality(Customer.Id, "s1", Good), at: 61).Then(Of("s1", 61));
        Given([.. over, Of("s1", 61)]).When(new RecordQuality(Customer.Id, "s1", Good), at: 62).ThenNothing();
        Given(over).When(new RecordQuality(Stranger, "s9", Good), at: 61).ThenNothing();
    }

    [Fact]
    public void Sessions_are_summed_up_by_how_long_they_lasted()
    {
        Quality.Add(null, Good).ShouldBe(Good);
        Quality.Add(Good, new QualityView(30, 5, 50, 250, 10)).ShouldBe(new QualityView(75, 2, 20, 100, 40));
    }

    [Fact]
    public void Staff_see_it_and_customers_do_not()
    {
        var view = MeetViews.ForStaff(Evolution.Fold([.. Talking, Of("s1", 30)]));

        view.Participants.Single(p => p.Person == Customer).Quality.ShouldBe(Good);
        MeetViews.ForCustomer(view)!.Participants.ShouldAllBe(p => p.Quality == null);
    }
}
