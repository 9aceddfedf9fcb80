using System.Net;
using Meet.Chat.Database;
using Meet.Chat.Files;
using Meet.Chat.Files.Storage;
using Meet.Chat.Working;
using Meet.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Meet.Chat.IntegrationTests;

public sealed class FileSweepTests(ChatHost host)
{
    private static readonly byte[] Content = "x"u8.ToArray();

    [Fact]
    public async Task What_no_message_took_within_a_day_is_gone()
    {
        var (workspace, customer, chat) = await StartAsync();
        var (orphan, sent) = (await workspace.UploadAsync(customer, Content), await workspace.UploadAsync(customer, Content));
        await workspace.SayWithFilesAsync(customer, chat, [sent.FileId]);

        await SweepAsync(TimeSpan.FromHours(23.9));
        await workspace.ShouldReadAsync(customer, orphan.FileId, Content);
        await SweepAsync(TimeSpan.FromHours(24.1));

        await workspace.ShouldNotReadAsync(customer, orphan.FileId);
        await workspace.ShouldReadAsync(customer, sent.FileId, Content);
        (await StoredAsync(workspace)).ShouldBe([sent.FileId]);
        await Workspace.ShouldBeProblemAsync(
            await workspace.SayWithFilesAsync(customer, chat, [orphan.FileId]), HttpStatusCode.BadRequest, "bad_request");
    }

    [Fact]
    public async Task What_a_crash_left_half_stored_is_nobodys_and_goes_too()
    {
        var (workspace, customer, chat) = await StartAsync();
        var file = await workspace.UploadAsync(customer, Content);
        await workspace.SqlAsync("update chat.files set stored = false where id = @id", new { id = file.FileId });

        await workspace.ShouldNotReadAsync(customer, file.FileId);
        await Workspace.ShouldBeProblemAsync(
            await workspace.SayWithFilesAsync(customer, chat, [file.FileId]), HttpStatusCode.BadRequest, "bad_request");
        await SweepAsync(TimeSpan.FromHours(25));

        (await StoredAsync(workspace)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_takes_a_file_while_it_is_swept_has_it_or_is_not_written()
    {
        var (workspace, customer, chat) = await StartAsync();
        for (var round = 0; round < 10; round++)
        {
            var file = await workspace.UploadAsync(customer, Content);
            var sending = workspace.SayWithFilesAsync(customer, chat, [file.FileId]);
            var sweeping = SweepAsync(TimeSpan.FromHours(25));
            await Task.WhenAll(sending, sweeping);

            using var sent = await sending;
            if (sent.StatusCode == HttpStatusCode.Created)
                await workspace.ShouldReadAsync(customer, file.FileId, Content);
            else
                await Workspace.ShouldBeProblemAsync(sent, HttpStatusCode.BadRequest, "bad_request");
        }
    }

    private async Task<(Workspace Workspace, PersonRef Customer, Guid Chat)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        var customer = await workspace.CustomerAsync("a");
        return (workspace, customer, (await workspace.OpenAsync(customer)).ChatId);
    }

    private async Task SweepAsync(TimeSpan later)
    {
        using var sweep = new FileSweep(
            host.Get<ChatDatabase>(), host.Get<Works>(), host.Get<IFileStore>(), new Later(host.Clock, later), NullLogger<FileSweep>.Instance);
        await sweep.SweepAsync(CancellationToken.None);
    }

    /// <summary>The ids of the files in the workspace's folder.</summary>
    private Task<IEnumerable<Guid>> StoredAsync(Workspace workspace) => Task.FromResult(
        Directory.EnumerateFiles(Path.Combine(host.FilesFolder, workspace.Id), "*", SearchOption.AllDirectories)
            .Select(path => Guid.Parse(Path.GetFileName(path))));

    private sealed class Later(TimeProvider clock, TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + by;
    }
}
