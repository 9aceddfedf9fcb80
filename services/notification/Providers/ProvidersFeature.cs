using Meet.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace Meet.Notification.Providers;

internal static class ProvidersFeature
{
    public static void AddProviders(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<NotificationOptions>().BindConfiguration("Notification").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NotificationOptions>, Validation>();
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<NotificationOptions>>().Value);
        // One client for all: nothing is followed, nothing is remembered, and a changed DNS entry is noticed.
        builder.Services.AddSingleton(_ => new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            // Each try has its own limit.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 256 * 1024,
        });
        builder.Services.AddSingleton<OutboxProvider>();
        builder.Services.AddSingleton<TwilioProvider>();
        builder.Services.AddSingleton<WebhookProvider>();
        builder.Services.AddSingleton<SmtpProvider>();
        builder.Services.AddSingleton<ChannelProviders>();
    }

    private sealed class Validation : IValidateOptions<NotificationOptions>
    {
        public ValidateOptionsResult Validate(string? name, NotificationOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}

/// <summary>Which provider a channel goes through.</summary>
internal sealed class ChannelProviders(NotificationOptions options, IServiceProvider services)
{
    public IMessageProvider Of(DeliveryChannel channel) => options.ProviderOf(channel) switch
    {
        ProviderNames.Twilio => services.GetRequiredService<TwilioProvider>(),
        ProviderNames.Webhook => services.GetRequiredService<WebhookProvider>(),
        ProviderNames.Smtp => services.GetRequiredService<SmtpProvider>(),
        _ => services.GetRequiredService<OutboxProvider>(),
    };
}
