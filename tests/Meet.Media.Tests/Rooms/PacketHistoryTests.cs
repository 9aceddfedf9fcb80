using FsCheck;
using FsCheck.Fluent;
using Meet.Media.Rooms;
using Meet.Testing;

namespace Meet.Media.Tests.Rooms;

public sealed class PacketHistoryTests
{
    private readonly HistoryBlocks _pool = new();

    [Fact]
    public void It_finds_what_it_holds_and_nothing_else()
    {
        var history = new PacketHistory(_pool);
        history.TryGet(5, out _, out _, out _).ShouldBeFalse();
        Add(history, 5, 3, now: 0);
        history.TryGet(5, out var packet, out var payload, out _).ShouldBeTrue();
        packet.Sequence.ShouldBe((ushort)5);
        payload.ToArray().ShouldBe(Payload(5, 3));
        history.TryGet(5 + 1024, out _, out _, out _).ShouldBeFalse();
        history.Clear();
        history.TryGet(5, out _, out _, out _).ShouldBeFalse();
        _pool.Rented.ShouldBe(0);
    }

    [Fact]
    public void A_packets_dependency_descriptor_is_kept_with_it()
    {
        var history = new PacketHistory(_pool);
        history.Add(new BurstPacket { Sequence = 5, PayloadLength = 3, DescriptorLength = 2 }, [1, 2, 3], [4, 5], now: 0);
        history.Add(new BurstPacket { Sequence = 6, PayloadLength = 1 }, [6], [], now: 0);
        history.TryGet(5, out _, out var payload, out var descriptor).ShouldBeTrue();
        payload.ToArray().ShouldBe([1, 2, 3]);
        descriptor.ToArray().ShouldBe([4, 5]);
        history.TryGet(6, out _, out payload, out descriptor).ShouldBeTrue();
        payload.ToArray().ShouldBe([6]);
        descriptor.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_payload_longer_than_any_path_carries_is_not_kept()
    {
        var history = new PacketHistory(_pool);
        Add(history, 1, PacketHistory.MaxPayload, now: 0);
        Add(history, 2, PacketHistory.MaxPayload + 1, now: 0);
        history.TryGet(1, out _, out _, out _).ShouldBeTrue();
        history.TryGet(2, out _, out _, out _).ShouldBeFalse();
    }

    // Whatever comes, what is younger than half a second is found, byte for byte, up to the bound; and what it takes is bounded and given back.
    [Fact]
    public void It_keeps_the_last_half_second_of_any_bit_rate_and_gives_the_rest_back()
    {
        Prop.ForAll(Streams.ToArbitrary(), stream =>
        {
            var pool = new HistoryBlocks();
            var history = new PacketHistory(pool);
            var now = 0L;
            var sequence = stream.First;
            var sent = new List<(ushort Sequence, int Length, long At)>();
            foreach (var (length, wait) in stream.Packets)
            {
                now += wait;
                Add(history, sequence, length, now);
                sent.Add((sequence++, length, now));
                history.Expire(now);
                history.Count.ShouldBe(pool.Rented);
                history.Count.ShouldBeLessThanOrEqualTo(PacketHistory.MaxBlocks);
            }

            // As much as surely fits: every block holds five of the longest.
            foreach (var (number, length, _) in sent.TakeLast(5 * (PacketHistory.MaxBlocks - 1)).Where(p => now - p.At <= PacketHistory.MaxAgeOfMany))
            {
                history.TryGet(number, out var packet, out var payload, out _).ShouldBeTrue();
                packet.PayloadLength.ShouldBe(length);
                payload.SequenceEqual(Payload(number, length)).ShouldBeTrue();
            }

            history.TryGet(sequence, out _, out _, out _).ShouldBeFalse("it has not come yet");
            history.Expire(now + PacketHistory.MaxAge + 1);
            pool.Rented.ShouldBe(0, "who is silent holds nothing");
            sent.Exists(p => history.TryGet(p.Sequence, out _, out _, out _)).ShouldBeFalse();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_it_holds_follows_the_bit_rate()
    {
        Blocks(bitsPerSecond: 150_000).ShouldBeLessThanOrEqualTo(4);
        Blocks(bitsPerSecond: 600_000).ShouldBeLessThanOrEqualTo(PacketHistory.ManyBlocks);
        Blocks(bitsPerSecond: 1_500_000).ShouldBeInRange(12, 15);
        Blocks(bitsPerSecond: 50_000_000).ShouldBe(PacketHistory.MaxBlocks);
    }

    [Theory]
    [InlineData(null, 680)] // twelve blocks: what is little is kept for a second
    [InlineData(0L, 200)]
    [InlineData(50L, 400)]
    [InlineData(300L, 680)]
    public void Receivers_that_are_near_ask_early_or_never(long? roundTrip, long kept)
    {
        var history = new PacketHistory(_pool);
        for (ushort i = 0; i < 100; i++)
            Add(history, i, 1200, now: 10 * i);
        history.Expire(990, roundTrip);

        // Whole blocks of six.
        var oldest = Enumerable.Range(0, 100).First(sequence => history.TryGet((ushort)sequence, out _, out _, out _));
        (990L - (10 * oldest)).ShouldBeInRange(kept, kept + 60);
    }

    [Fact]
    public void A_steady_stream_allocates_nothing()
    {
        var history = new PacketHistory(_pool);
        Stream(history, 1_500_000, 0, 3000);
        Allocations.Least(round => Stream(history, 1_500_000, 3000 + (6000 * round), 9000 + (6000 * round))).ShouldBe(0);
    }

    [Fact]
    public void Blocks_are_kept_for_the_next_picture_up_to_a_bound()
    {
        var blocks = Enumerable.Range(0, HistoryBlocks.MaxIdle + 10).Select(_ => _pool.Rent()).ToList();
        _pool.Rented.ShouldBe(HistoryBlocks.MaxIdle + 10);
        blocks.ForEach(_pool.Return);
        _pool.Rented.ShouldBe(0);
        _pool.Idle.ShouldBe(HistoryBlocks.MaxIdle);
        blocks.ShouldContain(_pool.Rent());
    }

    private static readonly byte[] Frame = new byte[1200];

    private static readonly Gen<(ushort First, List<(int Length, int Wait)> Packets)> Streams =
        from first in Gen.Choose(0, ushort.MaxValue)
        from mostBytes in Gen.Elements(40, 400, PacketHistory.MaxPayload)
        from mostWait in Gen.Elements(0, 2, 30)
        from packets in (from length in Gen.Choose(0, mostBytes) from wait in Gen.Choose(0, mostWait) select (length, wait)).ListOf(800)
        select ((ushort)first, packets.ToList());

    private int Blocks(int bitsPerSecond)
    {
        var history = new PacketHistory(_pool);
        Stream(history, bitsPerSecond, 0, 5000);
        return history.Count;
    }

    private static void Stream(PacketHistory history, int bitsPerSecond, long from, long to)
    {
        var sent = from * bitsPerSecond / 8000;
        for (var now = from; now < to; now++)
        {
            for (; sent < now * bitsPerSecond / 8000; sent += Frame.Length)
                history.Add(new BurstPacket { Sequence = (ushort)(sent / Frame.Length), PayloadLength = Frame.Length }, Frame, [], now);
            history.Expire(now);
        }
    }

    private static void Add(PacketHistory history, ushort sequence, int length, long now) =>
        history.Add(new BurstPacket { Sequence = sequence, PayloadLength = length }, Payload(sequence, length), [], now);

    private static byte[] Payload(ushort sequence, int length)
    {
        var payload = new byte[length];
        for (var i = 0; i < length; i++)
            payload[i] = (byte)(sequence + i);
        return payload;
    }
}
