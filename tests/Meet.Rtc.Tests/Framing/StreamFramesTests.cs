using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Framing;

namespace Meet.Rtc.Tests.Framing;

public sealed class StreamFramesTests
{
    [Fact]
    public void Packets_come_out_as_they_went_in_however_the_stream_was_cut()
    {
        Prop.ForAll(
            Arb.From(Gen.ListOf(Gen.Choose(0, 100))),
            Arb.From(Gen.NonEmptyListOf(Gen.Choose(1, 60))),
            (lengths, cuts) =>
            {
                var packets = lengths.Select((length, i) => Packet(length, (byte)i)).ToList();
                var frames = new StreamFrames(maxFrame: 100, capacity: 150);
                ReadOnlySpan<byte> stream = Stream(packets);
                var taken = new List<byte[]>();
                for (var i = 0; stream.Length > 0; i++)
                {
                    var free = frames.Free;
                    var length = Math.Min(Math.Min(cuts[i % cuts.Count], stream.Length), free.Length);
                    stream[..length].CopyTo(free);
                    stream = stream[length..];
                    frames.Advance(length);
                    while (frames.TryTake(out var frame))
                        taken.Add(frame.ToArray());
                }

                return taken.Count == packets.Count && taken.Zip(packets).All(pair => pair.First.SequenceEqual(pair.Second));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_part_of_a_packet_is_none()
    {
        var frames = new StreamFrames(maxFrame: 100, capacity: 0);
        foreach (var part in (byte[][])[[0], [3], [1, 2]])
        {
            part.CopyTo(frames.Free);
            frames.Advance(part.Length);
            frames.TryTake(out _).ShouldBeFalse();
        }

        frames.Free[0] = 3;
        frames.Advance(1);
        frames.TryTake(out var frame).ShouldBeTrue();
        frame.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_packet_that_is_too_long_breaks_the_stream_for_good()
    {
        var frames = new StreamFrames(maxFrame: 100, capacity: 0);
        Stream([[1]]).CopyTo(frames.Free);
        frames.Advance(3);
        ((ReadOnlySpan<byte>)[0, 101, 9, 9, 0, 1, 1]).CopyTo(frames.Free);
        frames.Advance(7);

        frames.TryTake(out var first).ShouldBeTrue();
        first.ToArray().ShouldBe([1]);
        frames.IsBroken.ShouldBeFalse();
        frames.TryTake(out _).ShouldBeFalse();
        frames.IsBroken.ShouldBeTrue();
        frames.TryTake(out _).ShouldBeFalse();
    }

    private static byte[] Packet(int length, byte content) => [.. Enumerable.Repeat(content, length)];

    private static byte[] Stream(IEnumerable<byte[]> packets) => [.. packets.SelectMany(packet =>
    {
        var framed = new byte[packet.Length + StreamFrames.HeaderLength];
        StreamFrames.Write(framed, packet);
        return framed;
    })];
}
