using Meet.Grpc;

namespace Meet.Signaling.Presence;

internal static class PresenceFeature
{
    public static void AddPresenceReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new PresenceChannel(new GrpcChannel(new Uri(
            services.GetRequiredService<IConfiguration>()["Services:Chat:Grpc"]
            ?? throw new InvalidOperationException("Services:Chat:Grpc is not set: chat's gRPC address.")))));
        builder.Services.AddSingleton<PresenceReporter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PresenceReporter>());
    }
}
