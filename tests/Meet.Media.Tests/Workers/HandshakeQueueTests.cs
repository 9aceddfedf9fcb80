using System.Net;
using Meet.Media.Workers;
using Meet.Rtc.Stun;

namespace Meet.Media.Tests.Workers;

public sealed class HandshakeQueueTests
{
    private static readonly TransportAddress Somebody = TransportAddress.From(new IPEndPoint(IPAddress.Loopback, 4711));

    private readonly HandshakeQueue _queue = new();

    [Fact]
    public void What_waits_longest_is_taken_first_also_around_the_end()
    {
        var next = 0;
        var taken = 0;
        for (var round = 0; round < 5; round++)
        {
            while (_queue.TryAdd(BitConverter.GetBytes(next), Somebody))
                next++;
            _queue.Count.ShouldBe(HandshakeQueue.Capacity);
            for (var i = 0; i < HandshakeQueue.Capacity / 3; i++)
            {
                BitConverter.ToInt32(_queue.Take(out var from)).ShouldBe(taken++);
                from.ShouldBe(Somebody);
            }
        }
    }

    [Fact]
    public void What_is_longer_than_a_datagram_of_a_handshake_does_not_wait()
    {
        _queue.TryAdd(new byte[HandshakeQueue.MaxLength + 1], Somebody).ShouldBeFalse();
        _queue.Count.ShouldBe(0);
        var longest = Enumerable.Range(0, HandshakeQueue.MaxLength).Select(i => (byte)i).ToArray();

        _queue.TryAdd(longest, Somebody).ShouldBeTrue();

        _queue.Take(out _).ToArray().ShouldBe(longest);
        Should.Throw<ArgumentOutOfRangeException>(() => _queue.Take(out _).Length);
    }
}
