using Meet.Gateway.Sessions;
using Meet.ServiceDefaults.Time;

namespace Meet.Gateway.Tests;

public sealed class ExpiringCacheTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void A_value_is_there_until_its_time_is_over()
    {
        var cache = new ExpiringCache<int, string>(_clock);
        cache.Set(1, "one", _clock.GetUtcNow().AddMinutes(1));

        cache.TryGet(1, out var value).ShouldBeTrue();
        value.ShouldBe("one");
        _clock.Advance(TimeSpan.FromMinutes(1));

        cache.TryGet(1, out _).ShouldBeFalse();
    }

    [Fact]
    public void What_has_run_out_does_not_pile_up()
    {
        var cache = new ExpiringCache<int, int>(_clock);
        for (var i = 0; i < 10_000; i++)
        {
            cache.Set(i, i, _clock.GetUtcNow().AddMilliseconds(10));
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        cache.Count.ShouldBeLessThan(2048);
    }
}
