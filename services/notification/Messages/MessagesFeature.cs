using Meet.Grpc;

namespace Meet.Notification.Messages;

internal static class MessagesFeature
{
    public static void AddMessages(this WebApplicationBuilder builder)
    {
        var chat = builder.Configuration["Services:Chat:Grpc"]
            ?? throw new InvalidOperationException("Services:Chat:Grpc is not set: chat's gRPC address.");
        builder.Services.AddSingleton(_ => new Contacts(new GrpcChannel(new Uri(chat))));
        builder.Services.AddSingleton<MeetBook>();
        builder.Services.AddSingleton<MessageQueue>();
        builder.Services.AddSingleton<Acceptance>();
        builder.Services.AddSingleton<MessageSteps>();
        builder.Services.AddSingleton<DeliveryReports>();
        builder.Services.AddSingleton<WorkerSession>();
        // Before the worker, and so stopped after it.
        builder.Services.AddHostedService(services => services.GetRequiredService<WorkerSession>());
        builder.Services.AddHostedService<MessageWorker>();
    }
}
