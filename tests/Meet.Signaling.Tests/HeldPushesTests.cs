using Meet.Signaling.Push;
using PushTo = Meet.Signaling.Push.Push;

namespace Meet.Signaling.Tests;

/// <summary>What waits while many come into a Meet, and what does not.</summary>
public sealed class HeldPushesTests
{
    private static readonly Thing Meet = new("meetChanged", Guid.CreateVersion7());

    private readonly HeldPushes _held = new();

    [Fact]
    public void What_does_not_rest_is_told_at_once()
    {
        var news = News("staff", 1);

        _held.Offer(Meet, news, mayWait: true).ShouldBe(news);
    }

    [Fact]
    public void Of_what_comes_during_a_rest_the_newest_is_told_after_it()
    {
        _held.TryBegin(Meet).ShouldBeTrue();
        _held.TryBegin(Meet).ShouldBeFalse();

        _held.Offer(Meet, News("staff", 2), mayWait: true).ShouldBeEmpty();
        _held.Offer(Meet, News("staff", 3), mayWait: true).ShouldBeEmpty();

        _held.TakeOrEnd(Meet).ShouldBe(News("staff", 3));
    }

    [Fact]
    public void A_rest_goes_on_while_something_comes_and_ends_when_nothing_does()
    {
        _held.TryBegin(Meet);
        _held.Offer(Meet, News("staff", 2), mayWait: true);

        _held.TakeOrEnd(Meet).ShouldNotBeEmpty();
        _held.Offer(Meet, News("staff", 3), mayWait: true).ShouldBeEmpty();
        _held.TakeOrEnd(Meet).ShouldNotBeEmpty();
        _held.TakeOrEnd(Meet).ShouldBeEmpty();

        _held.Offer(Meet, News("staff", 4), mayWait: true).ShouldBe(News("staff", 4));
    }

    [Fact]
    public void What_may_not_wait_takes_with_it_what_others_still_wait_for()
    {
        _held.TryBegin(Meet);
        _held.Offer(Meet, [.. News("staff", 2), .. News("the customer", 2)], mayWait: true).ShouldBeEmpty();

        _held.Offer(Meet, News("staff", 3), mayWait: false).ShouldBe([.. News("staff", 3), .. News("the customer", 2)]);

        _held.TakeOrEnd(Meet).ShouldBeEmpty();
    }

    [Fact]
    public void Another_thing_does_not_wait()
    {
        _held.TryBegin(Meet);

        var entry = new PushTo("staff", "entryChanged", 1);
        _held.Offer(new("entryChanged", Meet.Id), [entry], mayWait: true).ShouldBe([entry]);
    }

    private static List<PushTo> News(string group, int version) => [new(group, "meetChanged", version)];
}
