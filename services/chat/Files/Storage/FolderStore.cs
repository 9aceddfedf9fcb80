namespace Meet.Chat.Files.Storage;

/// <summary>Files in a folder of this machine, or of a volume that all replicas share (<c>Files:Folder</c>).</summary>
internal sealed class FolderStore(string folder) : IFileStore
{
    private const int BufferSize = 64 * 1024;

    public async Task PutAsync(FileKey key, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        var part = path + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await using (var file = PrivateFile.Create(part, FileMode.Create, FileAccess.Write))
            {
                await content.CopyToAsync(file, BufferSize, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    public Task<Stream> OpenAsync(FileKey key, long size, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous));
        }
        catch (DirectoryNotFoundException)
        {
            throw new FileNotFoundException();
        }
    }

    public Task DeleteAsync(FileKey key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (Directory.Exists(Path.GetDirectoryName(path)))
            File.Delete(path);
        return Task.CompletedTask;
    }

    private string PathOf(FileKey key) => Path.Combine(folder, key.ToString());
}
