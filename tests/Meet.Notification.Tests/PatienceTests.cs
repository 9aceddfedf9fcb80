using Meet.Notification.Messages;
using Meet.Notification.Providers;

namespace Meet.Notification.Tests;

public sealed class PatienceTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Pauses_double_from_5_seconds_and_the_eighth_try_is_the_last()
    {
        var pauses = Enumerable.Range(1, 8).Select(tries => Patience.Pause(tries)).ToList();

        pauses.ShouldBe([
            TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(80),
            TimeSpan.FromSeconds(160), TimeSpan.FromSeconds(320), null]);
    }

    [Fact]
    public void What_the_provider_asks_for_is_granted_up_to_10_minutes()
    {
        Patience.Pause(1, TimeSpan.FromSeconds(90)).ShouldBe(TimeSpan.FromSeconds(90));
        Patience.Pause(1, TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(5));
        Patience.Pause(1, TimeSpan.FromHours(2)).ShouldBe(TimeSpan.FromMinutes(10));
        Patience.Pause(1, TimeSpan.FromSeconds(-3)).ShouldBe(TimeSpan.FromSeconds(5));
        Patience.Pause(8, TimeSpan.FromSeconds(1)).ShouldBeNull();
    }

    [Fact]
    public void A_message_is_needed_while_its_ring_waits_and_not_longer()
    {
        Patience.Pointless(Now.AddSeconds(1), null, Now).ShouldBeNull();
        Patience.Pointless(Now, null, Now).ShouldBe(SendErrors.MeetOver);
        Patience.Pointless(null, Now, Now).ShouldBe(SendErrors.MeetOver);
        // Somebody came to the page instead: the Meet goes on.
        Patience.Pointless(null, null, Now).ShouldBe(SendErrors.NotNeeded);
    }
}
