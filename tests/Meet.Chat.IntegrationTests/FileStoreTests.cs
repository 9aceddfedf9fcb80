using System.Net;
using System.Net.Http.Headers;
using Meet.Chat.Files.Storage;
using Meet.Chat.Tests.Files;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Meet.Chat.IntegrationTests;

/// <summary>The folder and the object storage keep the same promises.</summary>
public sealed class FileStoreTests(ChatHost host, S3Server s3) : IClassFixture<S3Server>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meet-store-");

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task What_was_put_is_read_whole_and_in_parts(string kind)
    {
        var (store, key) = (Store(kind), new FileKey("tenant", Guid.CreateVersion7()));
        var content = new byte[3_000_000];
        new Random(7).NextBytes(content);

        await store.PutAsync(key, new MemoryStream(content), CancellationToken.None);
        await using var stream = await store.OpenAsync(key, content.Length, CancellationToken.None);

        (stream.CanSeek, stream.Length).ShouldBe((true, content.Length));
        (await ReadAsync(stream, content.Length)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        stream.Seek(1_234_567, SeekOrigin.Begin);
        (await ReadAsync(stream, 1000)).ShouldBe(content[1_234_567..1_235_567]);
        stream.Seek(-10, SeekOrigin.End);
        (await ReadAsync(stream, 10)).ShouldBe(content[^10..]);
        (await stream.ReadAsync(new byte[1])).ShouldBe(0);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task What_is_not_there_is_not_found_and_may_be_deleted(string kind)
    {
        var (store, key) = (Store(kind), new FileKey("tenant", Guid.CreateVersion7()));
        await store.DeleteAsync(key, CancellationToken.None);
        await Should.ThrowAsync<FileNotFoundException>(() => store.OpenAsync(key, 1, CancellationToken.None));

        await store.PutAsync(key, new MemoryStream([1]), CancellationToken.None);
        await store.PutAsync(key, new MemoryStream([2, 3]), CancellationToken.None);
        await using (var stream = await store.OpenAsync(key, 2, CancellationToken.None))
            (await ReadAsync(stream, 2)).ShouldBe([2, 3]);
        await store.DeleteAsync(key, CancellationToken.None);
        await store.DeleteAsync(key, CancellationToken.None);

        await Should.ThrowAsync<FileNotFoundException>(() => store.OpenAsync(key, 2, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_in_the_folder_is_there_whole_or_not_at_all_and_for_nobody_else()
    {
        var (store, key) = (Store("folder"), new FileKey("tenant", Guid.CreateVersion7()));
        await Should.ThrowAsync<IOException>(() => store.PutAsync(key, new Broken(), CancellationToken.None));
        Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories).ShouldBeEmpty();

        await store.PutAsync(key, new MemoryStream([1]), CancellationToken.None);

        var path = Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task The_service_keeps_files_in_a_bucket_where_one_is_configured()
    {
        await using var replica = host.Build(new()
        {
            ["Files:S3:Endpoint"] = s3.Options.Endpoint,
            ["Files:S3:Bucket"] = s3.Options.Bucket,
            ["Files:S3:AccessKey"] = s3.Options.AccessKey,
            ["Files:S3:SecretKey"] = s3.Options.SecretKey,
        });
        // Its clock is its own; other tests have moved the first one's, which the tokens tell.
        var behind = host.Clock.GetUtcNow() - DateTimeOffset.UtcNow;
        replica.Services.GetRequiredService<TestClock>().Advance(behind > TimeSpan.Zero ? behind : TimeSpan.Zero);
        await replica.StartAsync();
        var workspace = await Workspace.CreateAsync(host);
        using var aoi = host.As(workspace.Id, await workspace.StaffAsync("aoi"), replica: replica);
        byte[] content = [.. Samples.Png(), .. new byte[200_000]];

        var file = await Workspace.ReadAsync<FileView>(await aoi.SendFileAsync(content, "x.png"), HttpStatusCode.Created);
        (await aoi.GetByteArrayAsync($"/api/chat/files/{file.FileId}")).AsSpan().SequenceEqual(content).ShouldBeTrue();
        aoi.DefaultRequestHeaders.Range = new RangeHeaderValue(1, 3);

        (await aoi.GetStringAsync($"/api/chat/files/{file.FileId}")).ShouldBe("PNG");
        Directory.Exists(Path.Combine(host.FilesFolder, workspace.Id)).ShouldBeFalse();
        await replica.StopAsync();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IFileStore Store(string kind) => kind == "s3" ? new S3Store(s3.Options) : new FolderStore(_folder.FullName);

    private static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    /// <summary>Breaks off after its first bytes.</summary>
    private sealed class Broken : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            destination.WriteByte(1);
            throw new IOException("The disk is gone.");
        }
    }
}
