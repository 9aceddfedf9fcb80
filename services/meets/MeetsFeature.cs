using Meet.Grpc;
using Meet.Meets.Chats;
using Meet.Meets.Commands;
using Meet.Meets.Timing;
using Meet.Meets.Turn;
using Meet.ServiceDefaults.Identity;

namespace Meet.Meets;

internal static class MeetsFeature
{
    /// <summary>What people and time do with Meets. Behind <c>AddMeetStore</c>, whose tables the clock reads.</summary>
    public static void AddMeets(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.AddSingleton(services => new TokenSigner(
            KeyRing.MeetsKey(configuration), Tokens.MeetsIssuer, services.GetRequiredService<TimeProvider>()));
        var turn = TurnOptions.Of(configuration);
        builder.Services.AddSingleton(services => new TurnServers(turn, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<JoinGrants>();
        builder.Services.AddSingleton(_ => new ChatFactsClient(new GrpcChannel(new Uri(
            configuration["Services:Chat:Grpc"] ?? throw new InvalidOperationException("Services:Chat:Grpc is not set.")))));
        builder.Services.AddSingleton<MeetMetrics>();
        builder.Services.AddSingleton<MeetDesk>();
        builder.Services.AddSingleton<MeetSight>();
        builder.Services.AddSingleton<MeetActions>();
        builder.Services.AddSingleton<MeetStarts>();
        builder.Services.AddSingleton<Offers>();
        builder.Services.AddSingleton<DueDeadlines>();
        builder.Services.AddHostedService<DeadlineClock>();
    }
}
