using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Meet.Media.Branches;

namespace Meet.Media.Tests.Branches;

public sealed class PacketRingTests : IDisposable
{
    private readonly PacketRing _ring = new(capacity: 8);

    public void Dispose() => _ring.Dispose();

    [Fact]
    public void What_is_written_is_seen_when_it_is_published_and_stays_until_it_is_released()
    {
        Write(1).ShouldBeTrue();
        Write(2).ShouldBeTrue();
        _ring.Take(64).ShouldBe(0);
        _ring.Publish().ShouldBeTrue("the reader may sleep");
        _ring.Take(64).ShouldBe(2);
        Read(0).ShouldBe(1);
        Read(1).ShouldBe(2);
        _ring.Target(0).ShouldBe("1");
        _ring.Release().ShouldBeFalse();
        _ring.Take(64).ShouldBe(0);
    }

    [Fact]
    public void A_full_ring_takes_nothing_until_something_is_released()
    {
        for (var i = 0; i < 8; i++)
            Write(i).ShouldBeTrue();
        Write(8).ShouldBeFalse();
        _ring.Publish();
        _ring.Take(3).ShouldBe(3);
        Write(8).ShouldBeFalse("what was taken is still read");
        _ring.Release().ShouldBeTrue("there is more");
        Write(8).ShouldBeTrue();
        Write(9).ShouldBeTrue();
        Write(10).ShouldBeTrue();
        Write(11).ShouldBeFalse();
        Read(0, taken: 8).ShouldBe(3);
    }

    [Fact]
    public void The_reader_is_woken_once_until_it_looks()
    {
        _ring.Publish().ShouldBeFalse("nothing was written");
        Write(1);
        _ring.Publish().ShouldBeTrue();
        Write(2);
        _ring.Publish().ShouldBeFalse("it has been woken and has not looked yet");
        _ring.Take(64).ShouldBe(2);
        _ring.Release();
        Write(3);
        _ring.Publish().ShouldBeTrue();
    }

    [Fact]
    public void The_longest_packet_fits_with_what_was_read_of_it()
    {
        var data = new byte[PacketRing.MaxData];
        Random.Shared.NextBytes(data);
        var header = new RelayHeader { Kind = RelayKind.Packet, Generation = 3, ArrivedAt = 5, Packet = new() { Sequence = 7, PayloadLength = 1588, Marker = true } };

        _ring.TryWrite("a", header, data).ShouldBeTrue();
        _ring.TryWrite("b", header with { Generation = 4 }, [1]).ShouldBeTrue();
        _ring.Publish();

        _ring.Take(2).ShouldBe(2);
        _ring.Data(0).ToArray().ShouldBe(data);
        _ring.Data(1).ToArray().ShouldBe([1]);
        var read = _ring.Header(0);
        (read.Kind, read.Generation, read.ArrivedAt, read.Length).ShouldBe((RelayKind.Packet, 3, 5, data.Length));
        (read.Packet.Sequence, read.Packet.PayloadLength, read.Packet.Marker).ShouldBe(((ushort)7, 1588, true));
        _ring.Header(1).Generation.ShouldBe(4);
    }

    [Fact]
    public void Over_any_number_of_rounds_it_is_a_bounded_queue()
    {
        // To write, to publish, to read some and to release: against a queue of the same size.
        var step = Gen.Choose(0, 9).SelectMany(kind => Gen.Choose(1, 12).Select(count => (kind, count)));
        Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            using var ring = new PacketRing(capacity: 8);
            var (written, published, read, fits) = (0, 0, 0, true);
            foreach (var (kind, count) in steps)
            {
                for (var i = 0; kind < 5 && i < count; i++)
                {
                    var hasRoom = written - read < 8;
                    fits &= Write(ring, written) == hasRoom;
                    written += hasRoom ? 1 : 0;
                }

                if (kind is 5 or 6)
                {
                    ring.Publish();
                    published = written;
                }

                if (kind < 7)
                    continue;
                var taken = ring.Take(count);
                fits &= taken == Math.Min(count, published - read);
                for (var i = 0; i < taken; i++)
                    fits &= Read(ring, i) == read + i && (string)ring.Target(i) == (read + i).ToString();
                read += taken;
                fits &= ring.Release() == published > read;
            }

            return fits;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Two_threads_lose_and_tear_nothing_and_the_reader_is_never_left_asleep()
    {
        const int Count = 300_000;
        using var wake = new SemaphoreSlim(0);
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < Count; i++)
            {
                while (!Write(i))
                {
                    if (_ring.Publish())
                        wake.Release();
                    Thread.Yield();
                }

                if (i % 3 == 0 && _ring.Publish())
                    wake.Release();
            }

            if (_ring.Publish())
                wake.Release();
        });

        var wrong = 0;
        for (var next = 0; next < Count;)
        {
            (await wake.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue("it was not woken");
            for (var isMore = true; isMore;)
            {
                var taken = _ring.Take(5);
                for (var i = 0; i < taken; i++, next++)
                    wrong += Read(i) == next && _ring.Data(i).Length == 4 + (next % 100) ? 0 : 1;
                isMore = _ring.Release();
            }
        }

        await writing;
        wrong.ShouldBe(0);
    }

    private bool Write(int value) => Write(_ring, value);

    private int Read(int index) => Read(_ring, index);

    private int Read(int index, int taken)
    {
        _ring.Publish();
        _ring.Take(taken).ShouldBe(taken);
        return Read(index);
    }

    /// <summary>A number, and as many bytes behind it as make its length tell of it.</summary>
    private static bool Write(PacketRing ring, int value)
    {
        Span<byte> data = stackalloc byte[4 + 100];
        BinaryPrimitives.WriteInt32BigEndian(data, value);
        return ring.TryWrite(value.ToString(), new RelayHeader { Generation = value }, data[..(4 + (value % 100))]);
    }

    private static int Read(PacketRing ring, int index)
    {
        var value = BinaryPrimitives.ReadInt32BigEndian(ring.Data(index));
        return ring.Header(index).Generation == value ? value : -1;
    }
}
