using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Meet.Grpc.Wire;

namespace Meet.Grpc.Tests;

public sealed class MessageFramingTests
{
    private const int Limit = 1000;

    [Fact]
    public void A_message_is_framed_with_flag_and_big_endian_length()
    {
        var output = new ArrayBufferWriter<byte>();
        MessageWriter.Write(new StringValue { Value = "hi" }, output);

        output.WrittenSpan.ToArray().ShouldBe([0, 0, 0, 0, 4, 10, 2, (byte)'h', (byte)'i']);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Messages_come_back_however_the_bytes_are_cut(int piece)
    {
        string[] texts = ["", "hi", new('x', 500), "電話"];
        var reader = Reader(Cut([.. texts.SelectMany(t => Framed(new StringValue { Value = t }))], piece));

        foreach (var text in texts)
            (await reader.ReadAsync(StringValue.Parser, default)).ShouldNotBeNull().Value.ShouldBe(text);
        (await reader.ReadAsync(StringValue.Parser, default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(Limit, true)]
    [InlineData(Limit + 1, false)]
    public async Task The_limit_holds_to_the_byte(int size, bool fits)
    {
        var message = new BytesValue { Value = ByteString.CopyFrom(new byte[size - 3]) };
        message.CalculateSize().ShouldBe(size);
        var read = Reader(Cut(Framed(message), 100)).ReadAsync(BytesValue.Parser, default).AsTask();

        if (fits)
            (await read).ShouldBe(message);
        else
            (await Should.ThrowAsync<GrpcException>(read)).Code.ShouldBe(GrpcStatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_compressed_message_is_unpacked()
    {
        var message = new StringValue { Value = new string('x', 900) };

        (await Reader(Cut(Gzipped(message), 10), "gzip").ReadAsync(StringValue.Parser, default)).ShouldBe(message);
    }

    [Fact]
    public async Task A_bomb_is_not_unpacked_past_the_limit()
    {
        var bomb = Gzipped(new BytesValue { Value = ByteString.CopyFrom(new byte[500_000]) });
        bomb.Length.ShouldBeLessThan(Limit);

        (await Should.ThrowAsync<GrpcException>(Reader(Cut(bomb, 100), "gzip").ReadAsync(BytesValue.Parser, default).AsTask()))
            .Code.ShouldBe(GrpcStatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Garbage_ends_in_a_message_or_a_status_and_nothing_else()
    {
        var random = new Random(7);
        var valid = Gzipped(new StringValue { Value = "a call" });
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Garbage(random, valid);
            var reader = Reader(Cut(bytes, 1 + random.Next(20)), random.Next(3) switch { 0 => null, 1 => "gzip", _ => "snappy" });
            try
            {
                while (await reader.ReadAsync(StringValue.Parser, default) is not null)
                {
                }
            }
            catch (GrpcException)
            {
                refused++;
            }
        }

        refused.ShouldBeInRange(5_000, 19_999);
    }

    private static byte[] Garbage(Random random, byte[] valid)
    {
        var bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        switch (random.Next(3))
        {
            case 0:
                return bytes;
            case 1 when bytes.Length >= 5:
                // A header that fits, so that the payload is reached.
                (bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]) = ((byte)random.Next(2), 0, 0, 0, (byte)random.Next(bytes.Length - 4));
                return bytes;
            default:
                var mutated = valid.ToArray();
                mutated[random.Next(mutated.Length)] ^= (byte)(1 << random.Next(8));
                return mutated;
        }
    }

    private static byte[] Framed(IMessage message)
    {
        var bytes = new byte[MessageWriter.FramedLength(message)];
        MessageWriter.Write(message, bytes);
        return bytes;
    }

    private static byte[] Gzipped(IMessage message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(message.ToByteArray());
        var payload = packed.ToArray();
        return [1, 0, 0, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
    }

    private static MessageReader Reader(Stream stream, string? encoding = null) => new(PipeReader.Create(stream), Limit, encoding);

    private static SlowStream Cut(byte[] bytes, int piece) => new(bytes, piece);

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class SlowStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span[..Math.Min(piece, buffer.Length)]));
    }
}
