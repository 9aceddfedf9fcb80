using Meet.Media.Fleet;

namespace Meet.Media.Tests.Fleet;

public sealed class AdmissionTests
{
    private static readonly AdmissionOptions Defaults = new();

    [Fact]
    public void One_loud_second_closes_nothing_and_a_lasting_load_does()
    {
        var admission = new Admission(Defaults, 100);
        admission.Take(1, 0);
        admission.IsOpen.ShouldBeTrue();

        admission.Take(1, 0);
        admission.IsOpen.ShouldBeFalse();
        admission.Load.ShouldBe(0.75);
    }

    [Fact]
    public void Between_the_two_loads_it_stays_as_it_is()
    {
        var admission = new Admission(Defaults, 100);
        Settle(admission, 0.69);
        admission.IsOpen.ShouldBeTrue();
        Settle(admission, 0.71);
        admission.IsOpen.ShouldBeFalse();
        Settle(admission, 0.56);
        admission.IsOpen.ShouldBeFalse();
        Settle(admission, 0.54);
        admission.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void It_closes_at_four_fifths_of_the_sessions_and_opens_a_little_below()
    {
        var admission = new Admission(Defaults, 100);
        admission.Take(0, 79);
        admission.IsOpen.ShouldBeTrue();
        admission.Take(0, 80);
        admission.IsOpen.ShouldBeFalse();
        admission.Take(0, 77);
        admission.IsOpen.ShouldBeFalse();
        admission.Take(0, 76);
        admission.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void A_node_for_one_session_opens_again_when_it_is_empty()
    {
        var admission = new Admission(Defaults, 1);
        admission.Take(0, 1);
        admission.IsOpen.ShouldBeFalse();
        admission.Take(0, 0);
        admission.IsOpen.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 0.5, 0)]
    [InlineData(1.1, 0.5, 0)]
    [InlineData(0.7, 0.7, 0)]
    [InlineData(0.7, 0, 0)]
    [InlineData(0.7, 0.5, -1)]
    [InlineData(0.7, 0.5, 101)]
    [InlineData(double.NaN, 0.5, 0)]
    public void Options_that_could_not_work_are_problems(double close, double reopen, int sessions) =>
        new AdmissionOptions { CloseAtLoad = close, ReopenAtLoad = reopen, CloseAtSessions = sessions }.Problems(100).ShouldNotBeEmpty();

    [Fact]
    public void The_defaults_are_none() => Defaults.Problems(100).ShouldBeEmpty();

    private static void Settle(Admission admission, double load)
    {
        for (var second = 0; second < 30; second++)
            admission.Take(load, 0);
    }
}
