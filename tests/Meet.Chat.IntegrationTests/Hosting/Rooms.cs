using System.Net;
using Meet.Chat.Entries;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

/// <summary>The short words for rooms.</summary>
internal static class Rooms
{
    public static Task<HttpResponseMessage> OpenRoomAsync(
        this Workspace workspace, PersonRef person, string kind, string? name, PersonRef[] others, Guid? clientId = null) =>
        workspace.PostAsync(person, "rooms", new
        {
            kind, name, members = others.Select(other => other.Id), clientId = clientId ?? Guid.NewGuid(),
        });

    public static async Task<RoomView> TeamAsync(this Workspace workspace, PersonRef person, params PersonRef[] others) =>
        await Workspace.ReadAsync<RoomView>(await workspace.OpenRoomAsync(person, "team", "配送・在庫", others), HttpStatusCode.Created);

    public static async Task<RoomView> DirectAsync(this Workspace workspace, PersonRef person, PersonRef other) =>
        await Workspace.ReadAsync<RoomView>(await workspace.OpenRoomAsync(person, "direct", null, [other]), HttpStatusCode.Created);

    public static Task<HttpResponseMessage> SayInRoomAsync(
        this Workspace workspace, PersonRef person, Guid room, string? text, Guid[]? mentions = null, Guid[]? files = null, Guid? clientId = null) =>
        workspace.PostAsync(person, $"rooms/{room}/messages", new { clientId = clientId ?? Guid.NewGuid(), text, mentions, files });

    public static Task<RoomView> RoomAsync(this Workspace workspace, PersonRef person, Guid room) =>
        workspace.GetAsync<RoomView>(person, $"rooms/{room}");

    public static async Task<IReadOnlyList<ChatEntryView>> RoomEntriesAsync(this Workspace workspace, PersonRef person, Guid room) =>
        (await workspace.GetAsync<EntryPage>(person, $"rooms/{room}/entries?limit=100")).Items;

    public static long UnreadOf(this RoomView room, PersonRef person) =>
        room.LastPosition - room.Reads.Single(read => read.PersonId == person.Id).Position;
}
