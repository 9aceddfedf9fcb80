using Meet.Chat.Chats;
using Meet.Chat.Database;
using Meet.Chat.Deliveries;
using Meet.Chat.Entries;
using Meet.Chat.Files;
using Meet.Chat.Identity;
using Meet.Chat.Inbound;
using Meet.Chat.Mentions;
using Meet.Chat.People;
using Meet.Chat.Presence;
using Meet.Chat.Rooms;
using Meet.Chat.Settings;
using Meet.ServiceDefaults.Bus;

namespace Meet.Chat;

/// <summary>The service's parts, and what it answers: REST for people (docs/api.md), gRPC for the other services.</summary>
internal static class ChatService
{
    public static void AddChat(this WebApplicationBuilder builder)
    {
        builder.AddChatDatabase();
        builder.AddBus(bus =>
        {
            bus.AddConsumer<MeetChangedConsumer>();
            bus.AddConsumer<NotificationChangedConsumer>();
        });
        builder.Services.AddIdentity();
        builder.Services.AddPresence();
        builder.Services.AddFiles();
        builder.Services.AddSingleton<RoomFactsGrpc>();
        builder.Services.AddHostedService<SnoozeSweep>();
        builder.Services.AddSingleton<ChatFactsGrpc>();
        builder.Services.AddSingleton<ReplyNotificationGrpc>();
    }

    public static void MapChat(this WebApplication app)
    {
        var api = app.MapGroup("/api/chat");
        api.MapChats();
        api.MapEntries();
        api.MapRooms();
        api.MapFiles();
        api.MapStaff();
        api.MapCustomers();
        api.MapSettings();
        api.MapMentions();
        app.MapMessagesWebhook();
        app.MapIdentity();
        app.MapPresence();
        app.MapChatFacts();
        app.MapRoomFacts();
    }
}
