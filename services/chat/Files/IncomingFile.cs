using Meet.Chat.Files.Content;
using Meet.Chat.Files.Storage;

namespace Meet.Chat.Files;

/// <summary>
/// An upload on this machine's disk, until it is known what it is. It has no name there: it goes when it is closed, also with the process.
/// </summary>
internal sealed class IncomingFile : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly FileStream _file;

    private IncomingFile(FileStream file) => _file = file;

    public long Size => _file.Length;

    /// <exception cref="BadHttpRequestException">There are more or fewer bytes than were announced.</exception>
    public static async Task<IncomingFile> ReceiveAsync(Stream body, long length, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var incoming = new IncomingFile(PrivateFile.Create(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete));
        try
        {
            File.Delete(path);
            await incoming.FillAsync(body, length, cancellationToken);
            return incoming;
        }
        catch
        {
            await incoming.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null: it may not be sent.</summary>
    public async Task<FileType?> TypeAsync(CancellationToken cancellationToken)
    {
        var head = await ReadAsync(0, FileSniffer.HeadLength, cancellationToken);
        var tail = await ReadAsync(Math.Max(0, Size - FileSniffer.TailLength), FileSniffer.TailLength, cancellationToken);
        var type = FileSniffer.Sniff(head, tail);
        return type?.MediaType == FileTypes.Text && !await IsTextAsync(cancellationToken) ? null : type;
    }

    /// <summary>The content from its beginning; it stays this file's.</summary>
    public Stream Content()
    {
        _file.Position = 0;
        return _file;
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async Task FillAsync(Stream body, long length, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (_file.Position + count > length)
                break;
            await _file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        await _file.FlushAsync(cancellationToken);
        if (count > 0 || Size != length)
            throw new BadHttpRequestException("The body is not as long as Content-Length says.");
    }

    private async Task<byte[]> ReadAsync(long from, int most, CancellationToken cancellationToken)
    {
        var bytes = new byte[(int)Math.Min(most, Size - from)];
        _file.Position = from;
        await _file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private async Task<bool> IsTextAsync(CancellationToken cancellationToken)
    {
        var text = new PlainText();
        var buffer = new byte[BufferSize];
        _file.Position = 0;
        int count;
        while ((count = await _file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (!text.Accept(buffer.AsSpan(0, count)))
                return false;
        }

        return text.IsWhole;
    }
}
