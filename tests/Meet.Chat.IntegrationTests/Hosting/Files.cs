using System.Net;
using System.Net.Http.Headers;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.IntegrationTests;

/// <summary>The short words for files.</summary>
internal static class Files
{
    public static async Task<HttpResponseMessage> SendFileAsync(
        this HttpClient client, byte[] content, string name = "x", string type = "application/octet-stream")
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await client.PostAsync($"/api/chat/files?name={Uri.EscapeDataString(name)}", body);
    }

    public static async Task<FileView> UploadAsync(this Workspace workspace, PersonRef person, byte[] content, string name = "x") =>
        await Workspace.ReadAsync<FileView>(await workspace.As(person).SendFileAsync(content, name), HttpStatusCode.Created);

    public static Task<HttpResponseMessage> SayWithFilesAsync(
        this Workspace workspace, PersonRef person, Guid chat, Guid[] files, string? text = null, bool isInternal = false, Guid? clientId = null) =>
        workspace.PostAsync(person, $"chats/{chat}/messages", new { clientId = clientId ?? Guid.NewGuid(), text, files, @internal = isInternal });

    public static Task<HttpResponseMessage> FileAsync(this Workspace workspace, PersonRef person, Guid file) =>
        workspace.As(person).GetAsync($"/api/chat/files/{file}");

    public static async Task ShouldNotReadAsync(this Workspace workspace, PersonRef person, Guid file)
    {
        using var response = await workspace.FileAsync(person, file);
        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.NotFound, "not_found");
    }

    public static async Task ShouldReadAsync(this Workspace workspace, PersonRef person, Guid file, byte[] content)
    {
        using var response = await workspace.FileAsync(person, file);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(content);
    }
}
