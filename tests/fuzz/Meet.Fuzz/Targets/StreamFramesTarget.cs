using Meet.Rtc.Framing;

namespace Meet.Fuzz.Targets;

/// <summary>One stream's bytes, read whole and in pieces: both give the same packets, or break at the same place.</summary>
internal sealed class StreamFramesTarget : IFuzzTarget
{
    private const int MaxFrame = 500;

    public int WriteSeed(Random random, Span<byte> buffer)
    {
        Span<byte> packet = stackalloc byte[60];
        var written = 0;
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var length = random.Next(packet.Length);
            StreamFrames.Write(buffer[written..], packet[..length]);
            written += StreamFrames.HeaderLength + length;
        }

        return written;
    }

    public bool Parse(Span<byte> input, bool isSeed)
    {
        var whole = Read(input, input.Length);
        return whole == Read(input, 7) ? whole.Accepted : throw new BrokenPromiseException("It matters how the stream was cut.");
    }

    public void Dispose()
    {
    }

    private static (int Packets, int Bytes, bool Accepted) Read(ReadOnlySpan<byte> input, int piece)
    {
        var frames = new StreamFrames(MaxFrame, capacity: 2048);
        var (packets, bytes) = (0, 0);
        while (input.Length > 0 && !frames.IsBroken)
        {
            var free = frames.Free;
            var length = Math.Min(Math.Min(piece, input.Length), free.Length);
            if (length == 0) throw new BrokenPromiseException("No room for what must come.");
            input[..length].CopyTo(free);
            input = input[length..];
            frames.Advance(length);
            while (frames.TryTake(out var frame))
                (packets, bytes) = (packets + 1, bytes + frame.Length);
        }

        return (packets, bytes, !frames.IsBroken && packets > 0);
    }
}
