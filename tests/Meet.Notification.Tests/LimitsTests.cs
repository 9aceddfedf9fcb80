using Meet.Contracts.Chat;
using Meet.Notification.Messages;
using Meet.Notification.Providers;

namespace Meet.Notification.Tests;

public sealed class LimitsTests
{
    private static readonly MessageLimits Defaults = new();

    [Theory]
    [InlineData(DeliveryChannel.Sms, 499, 4, null)]
    [InlineData(DeliveryChannel.Sms, 500, 0, "daily_limit")]
    [InlineData(DeliveryChannel.Sms, 500, 5, "daily_limit")]
    [InlineData(DeliveryChannel.Sms, 5, 5, "customer_limit")]
    [InlineData(DeliveryChannel.Email, 10_000, 4, null)]
    [InlineData(DeliveryChannel.Email, 5, 5, "customer_limit")]
    public void So_many_and_not_one_more(DeliveryChannel channel, int ofTenant, int ofCustomer, string? refusal) =>
        Limits.Refusal(channel, new TakenLately(ofTenant, ofCustomer), Defaults).ShouldBe(refusal);
}
