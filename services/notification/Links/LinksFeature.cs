using Meet.Contracts.Notifications.Rpc;
using Meet.Grpc;

namespace Meet.Notification.Links;

internal static class LinksFeature
{
    public static void AddLinks(this IServiceCollection services)
    {
        services.AddSingleton<LinkStore>();
        services.AddSingleton<LinksGrpc>();
    }

    public static void MapLinks(this WebApplication app)
    {
        var service = NotificationReflection.Descriptor.Services[0];
        var links = app.Services.GetRequiredService<LinksGrpc>();
        app.MapGrpc(GrpcMethod.Unary<OpenLinkRequest, LinkReply>(service, "Open"), links.OpenAsync);
        app.MapGrpc(GrpcMethod.Unary<CreateHandoverRequest, HandoverReply>(service, "CreateHandover"), links.CreateHandoverAsync);
    }
}
