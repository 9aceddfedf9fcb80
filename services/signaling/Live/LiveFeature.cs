using Meet.Grpc;
using Meet.ServiceDefaults.Http;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Live;

internal static class LiveFeature
{
    /// <summary>An SDP of 64 KiB, its JSON escapes, and what goes around it (docs/signaling.md).</summary>
    private const int LargestMessage = 96 * 1024;

    /// <summary>A page that takes nothing for so long is cut off; it comes back when it can.</summary>
    private static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(5);

    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveConnections>();
        builder.Services.AddSingleton<Welcome>();
        builder.Services.AddSingleton<LiveMetrics>();
        builder.Services.AddSingleton(services => new MeetsChannel(new GrpcChannel(new Uri(
            services.GetRequiredService<IConfiguration>()["Services:Meets:Grpc"]
            ?? throw new InvalidOperationException("Services:Meets:Grpc is not set: meets' gRPC address.")))));
        builder.Services.AddSignalR(options =>
        {
            options.MaximumReceiveMessageSize = LargestMessage;
            options.AddFilter<InvocationFilter>();
        }).AddJsonProtocol(json => JsonDefaults.Apply(json.PayloadSerializerOptions));
        builder.Services.AddSingleton<InvocationFilter>();
    }

    public static void MapLive(this WebApplication app)
    {
        app.Services.GetRequiredService<LiveMetrics>();
        app.UseWebSockets();
        app.Use((context, next) =>
        {
            PageSocket.Watch(context.Features);
            return next(context);
        });
        app.MapHub<MeetHub>("/hub", hub =>
        {
            hub.Transports = HttpTransportType.WebSockets;
            hub.ApplicationMaxBufferSize = LargestMessage + 4096;
            hub.TransportMaxBufferSize = 256 * 1024;
            hub.TransportSendTimeout = LongestSend;
        }).RequireAuthorization(Policies.Person);
    }
}
