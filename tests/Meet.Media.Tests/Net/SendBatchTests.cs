using System.Net;
using System.Net.Sockets;
using Meet.Media.Net;
using Meet.Rtc.Stun;

namespace Meet.Media.Tests.Net;

public sealed class SendBatchTests : IDisposable
{
    private readonly UdpSocket _from = UdpSocket.Bind(TransportAddress.From(new IPEndPoint(IPAddress.Loopback, 0)));
    private readonly Socket _anna = Receiver();
    private readonly Socket _ben = Receiver();

    public void Dispose()
    {
        _from.Dispose();
        _anna.Dispose();
        _ben.Dispose();
    }

    [Fact]
    public void Runs_of_one_length_take_one_message_and_arrive_as_they_were_written()
    {
        using var batch = new SendBatch([_from]);
        foreach (var length in (int[])[1000, 1000, 1000, 400, 400, 700, 800])
            Write(batch, length, _anna);
        Write(batch, 800, _ben);
        Write(batch, 800, _anna);
        batch.Flush();

        // 1000 ×3 and 400; 400; 700; 800; ben's; and the last, for his stands between.
        batch.Messages.ShouldBe(_from.CanSegment ? 6 : 9);
        (batch.Sent, batch.Dropped).ShouldBe((9, 0));
        Lengths(_anna, 8).ShouldBe([1000, 1000, 1000, 400, 400, 700, 800, 800]);
        Lengths(_ben, 1).ShouldBe([800]);
    }

    [Fact]
    public void Nothing_is_sent_in_fragments()
    {
        using var v6 = UdpSocket.Bind(TransportAddress.From(new IPEndPoint(IPAddress.IPv6Loopback, 0)));
        _from.Fragments.ShouldBeFalse();
        v6.Fragments.ShouldBeFalse();
    }

    [Fact]
    public void Without_segments_every_datagram_is_a_message()
    {
        using var batch = new SendBatch([_from], segments: false);
        for (var i = 0; i < 3; i++)
            Write(batch, 500, _anna);
        batch.Flush();

        batch.Messages.ShouldBe(3);
        Lengths(_anna, 3).ShouldBe([500, 500, 500]);
    }

    [Fact]
    public void A_full_batch_goes_out_by_itself_and_a_run_ends_with_it()
    {
        using var batch = new SendBatch([_from]);
        for (var i = 0; i < SendBatch.Capacity + 1; i++)
            Write(batch, 300, _anna);
        batch.Sent.ShouldBe(SendBatch.Capacity);
        batch.Flush();

        Lengths(_anna, SendBatch.Capacity + 1).ShouldAllBe(length => length == 300);
    }

    [Fact]
    public void A_destination_that_is_refused_costs_nobody_else_anything()
    {
        using var batch = new SendBatch([_from]);
        Write(batch, 300, _anna);
        for (var i = 0; i < 2; i++)
        {
            batch.Next[..300].Fill(1);
            batch.Commit(300, TransportAddress.V4(0x7F000001, 0)); // no such port: EINVAL
        }

        Write(batch, 300, _ben);
        batch.Flush();

        (batch.Sent, batch.Dropped).ShouldBe((2, 2));
        Lengths(_anna, 1).ShouldBe([300]);
        Lengths(_ben, 1).ShouldBe([300]);
    }

    [Fact]
    public void A_way_that_is_closed_says_nothing_about_runs()
    {
        using var batch = new SendBatch([_from]);
        for (var i = 0; i < 150; i++)
        {
            for (var each = 0; each < 2; each++)
            {
                batch.Next[..300].Fill(1);
                batch.Commit(300, TransportAddress.V4(0x7F000001, 0));
            }

            batch.Flush();
        }

        var before = batch.Messages;
        for (var i = 0; i < 3; i++)
            Write(batch, 300, _anna);
        batch.Flush();

        (batch.Messages - before).ShouldBe(_from.CanSegment ? 1 : 3);
        Lengths(_anna, 3).ShouldBe([300, 300, 300]);
    }

    private static Socket Receiver()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 10_000 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    /// <summary>Filled with its length, so that a datagram that was cut elsewhere would show it.</summary>
    private static void Write(SendBatch batch, int length, Socket to)
    {
        batch.Next[..length].Fill((byte)length);
        batch.Commit(length, TransportAddress.From((IPEndPoint)to.LocalEndPoint!));
    }

    private static List<int> Lengths(Socket socket, int count)
    {
        var buffer = new byte[65_536];
        var lengths = new List<int>();
        while (lengths.Count < count)
        {
            var length = socket.Receive(buffer);
            buffer.AsSpan(0, length).ContainsAnyExcept((byte)length).ShouldBeFalse();
            lengths.Add(length);
        }

        return lengths;
    }
}
