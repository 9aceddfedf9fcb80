using System.Buffers.Binary;

namespace Meet.Testing.People;

/// <summary>What people without a browser say: a tone of 440 Hz, a second long, in Opus frames of 20 ms, to be said again and again.</summary>
public static class Tone
{
    public static IReadOnlyList<ReadOnlyMemory<byte>> Frames { get; } = Read();

    private static List<ReadOnlyMemory<byte>> Read()
    {
        using var resource = typeof(Tone).Assembly.GetManifestResourceStream("tone.opusframes")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        var frames = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
            frames.Add(bytes.AsMemory(at + 2, length));
            at += 2 + length;
        }

        return frames;
    }
}
