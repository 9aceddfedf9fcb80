using System.Net;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

/// <summary>Who sees the message reads its files; nobody else learns that they are there.</summary>
public sealed class FileIsolationTests(ChatHost host)
{
    private static readonly byte[] Content = "読んだ人だけ"u8.ToArray();

    [Fact]
    public async Task Before_it_is_sent_a_file_is_its_uploaders_alone()
    {
        var (workspace, aoi, customer, _) = await StartAsync();
        var (staffs, customers) = (await workspace.UploadAsync(aoi, Content), await workspace.UploadAsync(customer, Content));

        await workspace.ShouldReadAsync(aoi, staffs.FileId, Content);
        await workspace.ShouldReadAsync(customer, customers.FileId, Content);
        await workspace.ShouldNotReadAsync(await workspace.StaffAsync("ken"), staffs.FileId);
        await workspace.ShouldNotReadAsync(aoi, customers.FileId);
        await workspace.ShouldNotReadAsync(customer, staffs.FileId);
        await workspace.ShouldNotReadAsync(await workspace.CustomerAsync("b"), customers.FileId);
    }

    [Fact]
    public async Task A_customer_reads_the_files_of_their_own_chat()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var other = await Workspace.CreateAsync(host);
        var file = await SendAsync(workspace, aoi, chat);

        await workspace.ShouldReadAsync(customer, file, Content);
        await workspace.ShouldReadAsync(await workspace.StaffAsync("ken"), file, Content);
        await workspace.ShouldNotReadAsync(await workspace.CustomerAsync("b"), file);
        await other.ShouldNotReadAsync(await other.StaffAsync("stranger"), file);
        await other.ShouldNotReadAsync(await other.CustomerAsync("stranger"), file);
    }

    [Fact]
    public async Task The_internal_conversations_files_are_not_the_customers()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();

        var file = await SendAsync(workspace, aoi, chat, isInternal: true);

        await workspace.ShouldReadAsync(await workspace.StaffAsync("ken"), file, Content);
        await workspace.ShouldNotReadAsync(customer, file);
        (await workspace.EntriesAsync(customer, chat)).ShouldAllBe(entry => entry.Files.IsEmpty);
    }

    [Fact]
    public async Task A_session_that_a_link_opened_reads_the_files_of_its_one_chat()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var another = (await workspace.OpenAsync(customer)).ChatId;
        var (here, there) = (await SendAsync(workspace, aoi, chat), await SendAsync(workspace, customer, another));

        (await host.As(workspace.Id, customer, chat: chat).GetAsync($"/api/chat/files/{here}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.As(workspace.Id, customer, chat: chat).GetAsync($"/api/chat/files/{there}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await workspace.ShouldReadAsync(customer, there, Content);
    }

    [Fact]
    public async Task A_rooms_files_are_its_members()
    {
        var (workspace, aoi, customer, _) = await StartAsync();
        var (ken, mio) = (await workspace.StaffAsync("ken"), await workspace.StaffAsync("mio"));
        var room = (await workspace.TeamAsync(aoi, ken)).RoomId;
        var file = (await workspace.UploadAsync(aoi, Content)).FileId;
        await workspace.SayInRoomAsync(aoi, room, null, files: [file]);

        await workspace.ShouldReadAsync(ken, file, Content);
        await workspace.ShouldNotReadAsync(mio, file);
        await workspace.ShouldNotReadAsync(customer, file);
        await workspace.PutAsync(aoi, $"rooms/{room}", new { add = new[] { mio.Id }, remove = new[] { ken.Id } });

        await workspace.ShouldReadAsync(mio, file, Content);
        await workspace.ShouldNotReadAsync(ken, file);
    }

    [Fact]
    public async Task Nobody_reads_without_having_signed_in()
    {
        var (workspace, aoi, _, _) = await StartAsync();
        var file = await workspace.UploadAsync(aoi, Content);
        var anonymous = workspace.As(aoi);
        anonymous.DefaultRequestHeaders.Authorization = null;

        (await anonymous.GetAsync($"/api/chat/files/{file.FileId}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await anonymous.SendFileAsync(Content)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<Guid> SendAsync(Workspace workspace, PersonRef person, Guid chat, bool isInternal = false)
    {
        var file = await workspace.UploadAsync(person, Content);
        await Workspace.ReadAsync<ChatEntryView>(
            await workspace.SayWithFilesAsync(person, chat, [file.FileId], isInternal: isInternal), HttpStatusCode.Created);
        return file.FileId;
    }

    private async Task<(Workspace Workspace, PersonRef Aoi, PersonRef Customer, Guid Chat)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        return (workspace, aoi, customer, (await workspace.OpenAsync(customer)).ChatId);
    }
}
