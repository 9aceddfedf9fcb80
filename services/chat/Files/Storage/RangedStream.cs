namespace Meet.Chat.Files.Storage;

/// <summary>
/// A seekable stream over something that can only be read onwards from a given byte. It is asked again after a seek, so that a
/// browser's range (of a video, say) fetches no more than from there.
/// </summary>
/// <param name="openAt">Opens the content from a byte on.</param>
internal sealed class RangedStream(long length, Func<long, CancellationToken, Task<Stream>> openAt) : Stream
{
    private Stream? _open;
    private long _openAt;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Opens it at the current position, if it is not.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_open is not null && _openAt == _position)
            return;
        if (_open is not null)
            await _open.DisposeAsync();
        _open = null;
        _open = await openAt(_position, cancellationToken);
        _openAt = _position;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length)
            return 0;
        await OpenAsync(cancellationToken);
        var count = await _open!.ReadAsync(buffer, cancellationToken);
        _position += count;
        _openAt = _position;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => length + offset };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        return _position = target;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (_open is not null)
            await _open.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _open?.Dispose();
        base.Dispose(disposing);
    }
}
