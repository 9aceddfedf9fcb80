using Meet.Signaling.Live;
using Meet.Signaling.Push;
using PushTo = Meet.Signaling.Push.Push;

namespace Meet.Signaling.Tests;

public sealed class LimitTests
{
    [Fact]
    public void A_burst_of_forty_then_twenty_a_second()
    {
        var time = new ManualTime();
        var budget = new InvocationBudget(time);

        Enumerable.Range(0, 100).Count(_ => budget.TryTake()).ShouldBe(40);
        time.Pass(TimeSpan.FromSeconds(1));
        Enumerable.Range(0, 100).Count(_ => budget.TryTake()).ShouldBe(20);
        time.Pass(TimeSpan.FromHours(1));
        Enumerable.Range(0, 100).Count(_ => budget.TryTake()).ShouldBe(40);
    }

    [Fact]
    public void Being_refused_does_not_lengthen_the_wait()
    {
        var time = new ManualTime();
        var budget = new InvocationBudget(time);
        for (var i = 0; i < 1000; i++)
            budget.TryTake();

        time.Pass(TimeSpan.FromMilliseconds(51));
        budget.TryTake().ShouldBeTrue();
    }

    [Fact]
    public void A_person_has_at_most_thirty_connections_and_may_replace_a_closed_one()
    {
        var live = new LiveConnections();
        for (var i = 0; i < LiveConnections.PerPerson; i++)
            live.TryAdd(Connection($"c{i}", Some.Agent.Id)).ShouldBeTrue();

        live.TryAdd(Connection("more", Some.Agent.Id)).ShouldBeFalse();
        live.TryAdd(Connection("other", Some.Customer.Id)).ShouldBeTrue();
        live.Remove("c7").ShouldNotBeNull();
        live.Remove("c7").ShouldBeNull();
        live.TryAdd(Connection("again", Some.Agent.Id)).ShouldBeTrue();
        live.OfPerson(Some.Tenant, Some.Agent.Id).Count.ShouldBe(LiveConnections.PerPerson);
        live.OfPerson("other", Some.Agent.Id).ShouldBeEmpty();
    }

    [Fact]
    public void Only_a_higher_version_is_news_and_each_thing_counts_for_itself()
    {
        var seen = new SeenVersions(10);
        var id = Guid.CreateVersion7();

        seen.IsNews(ToStaff("meetChanged"), id, 2).ShouldBeTrue();
        seen.IsNews(ToStaff("meetChanged"), id, 2).ShouldBeFalse();
        seen.IsNews(ToStaff("meetChanged"), id, 1).ShouldBeFalse();
        seen.IsNews(ToStaff("meetChanged"), id, 5).ShouldBeTrue();
        seen.IsNews(ToStaff("chatChanged"), id, 1).ShouldBeTrue();
        seen.IsNews(ToStaff("meetChanged"), Guid.CreateVersion7(), 1).ShouldBeTrue();
    }

    [Fact]
    public void What_one_group_was_told_is_still_news_to_another()
    {
        var seen = new SeenVersions(10);
        var id = Guid.CreateVersion7();

        seen.IsNews(ToStaff("chatChanged"), id, 2).ShouldBeTrue();
        seen.IsNews(new PushTo("the customer", "chatChanged", ""), id, 2).ShouldBeTrue();
        seen.IsNews(new PushTo("the customer", "chatChanged", ""), id, 2).ShouldBeFalse();
    }

    [Fact]
    public void Memory_of_versions_is_bounded_by_forgetting_the_oldest_thing()
    {
        var seen = new SeenVersions(2);
        var things = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var thing in things)
            seen.IsNews(ToStaff("meetChanged"), thing, 1).ShouldBeTrue();

        seen.IsNews(ToStaff("meetChanged"), things[2], 1).ShouldBeFalse();
        seen.IsNews(ToStaff("meetChanged"), things[1], 1).ShouldBeFalse();
        seen.IsNews(ToStaff("meetChanged"), things[0], 1).ShouldBeTrue();
    }

    private static PushTo ToStaff(string name) => new(Groups.Staff(Some.Tenant), name, "");

    private static LiveConnection Connection(string id, Guid person) => new(
        id, new(Some.Tenant, Contracts.PersonKind.Staff, person, "", Guid.CreateVersion7()), new(TimeProvider.System), () => { }, CancellationToken.None);

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;
    }
}
