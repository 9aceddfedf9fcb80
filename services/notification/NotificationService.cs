using Meet.Notification.Database;
using Meet.Notification.Links;
using Meet.Notification.Messages;
using Meet.Notification.Outbox;
using Meet.Notification.Providers;
using Meet.Notification.Publishing;
using Meet.ServiceDefaults.Bus;

namespace Meet.Notification;

/// <summary>The service's parts, and what it answers: gRPC for the gateway, REST for providers and, outside of production, for developers.</summary>
internal static class NotificationService
{
    public static void AddNotification(this WebApplicationBuilder builder)
    {
        builder.AddNotificationDatabase();
        builder.AddBus(bus => bus.AddConsumer<MeetChangedConsumer>());
        builder.AddProviders();
        builder.AddMessages();
        builder.Services.AddLinks();
        builder.Services.AddHostedService<NotificationPublisher>();
        builder.Services.AddHostedService<OldRows>();
    }

    public static void MapNotification(this WebApplication app)
    {
        app.MapLinks();
        app.MapTwilioStatus();
        if (!app.Environment.IsProduction())
            app.MapOutbox();
    }
}
