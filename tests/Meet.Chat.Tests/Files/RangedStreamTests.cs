using Meet.Chat.Files.Storage;

namespace Meet.Chat.Tests.Files;

public sealed class RangedStreamTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    [Fact]
    public async Task It_is_asked_for_only_what_is_read()
    {
        var asked = new List<long>();
        await using var stream = Open(asked);

        stream.Seek(40, SeekOrigin.Begin);
        stream.Seek(-10, SeekOrigin.End);
        (await ReadAsync(stream, 5)).ShouldBe(Content[90..95]);
        (await ReadAsync(stream, 5)).ShouldBe(Content[95..]);
        (await stream.ReadAsync(new byte[1])).ShouldBe(0);

        asked.ShouldBe([90]);
    }

    [Fact]
    public async Task After_a_seek_it_is_asked_again_from_there()
    {
        var asked = new List<long>();
        await using var stream = Open(asked);

        (await ReadAsync(stream, 10)).ShouldBe(Content[..10]);
        stream.Position = 50;
        (await ReadAsync(stream, 10)).ShouldBe(Content[50..60]);
        stream.Seek(10, SeekOrigin.Current);
        (await ReadAsync(stream, 30)).ShouldBe(Content[70..]);

        asked.ShouldBe([0, 50, 70]);
        (stream.CanSeek, stream.Length, stream.Position).ShouldBe((true, 100, 100));
    }

    private static RangedStream Open(List<long> asked) => new(Content.Length, (first, _) =>
    {
        asked.Add(first);
        return Task.FromResult<Stream>(new MemoryStream(Content[(int)first..]));
    });

    private static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
