using Meet.Grpc.Wire;

namespace Meet.Grpc.Tests;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData(1, "100n")]
    [InlineData(999_999, "99999900n")]
    [InlineData(1_000_000, "100000u")]
    [InlineData(TimeSpan.TicksPerSecond * 10, "10000000u")]
    [InlineData(TimeSpan.TicksPerMinute * 10, "600000m")]
    [InlineData(TimeSpan.TicksPerDay * 365, "31536000S")]
    public void The_finest_unit_that_fits_is_written(long ticks, string text) => GrpcTimeout.Format(new TimeSpan(ticks)).ShouldBe(text);

    [Fact]
    public void Rounding_never_shortens()
    {
        // 100 000 000 us and a tick: one digit too many for microseconds.
        var timeout = new TimeSpan((100_000_000 * TimeSpan.TicksPerMicrosecond) + 1);

        GrpcTimeout.TryParse(GrpcTimeout.Format(timeout), out var back).ShouldBeTrue();
        back.ShouldBe(TimeSpan.FromMilliseconds(100_001));
    }

    [Theory]
    [InlineData("1H", 3600)]
    [InlineData("2M", 120)]
    [InlineData("3S", 3)]
    [InlineData("4000m", 4)]
    [InlineData("5000000u", 5)]
    [InlineData("99999999S", 99_999_999)]
    public void Every_unit_is_read(string text, int seconds)
    {
        GrpcTimeout.TryParse(text, out var timeout).ShouldBeTrue();
        timeout.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void A_nanosecond_is_not_nothing()
    {
        GrpcTimeout.TryParse("1n", out var timeout).ShouldBeTrue();
        timeout.Ticks.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1 S")]
    [InlineData("1s")]
    [InlineData("1.5S")]
    [InlineData("123456789S")]
    [InlineData("١S")]
    public void What_the_grammar_does_not_allow_is_refused(string text) => GrpcTimeout.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_deadline_beyond_timers_is_none()
    {
        GrpcTimeout.TryParse("99999999H", out var timeout).ShouldBeTrue();
        GrpcTimeout.ForTimer(timeout).ShouldBe(Timeout.InfiniteTimeSpan);
    }
}
