using System.Net;
using Meet.Load.Linux;
using Meet.Media.Net;
using Meet.Rtc.Stun;

namespace Meet.Load.Figures;

/// <summary>
/// What a datagram costs here without any server: sends of 1200 bytes, 64 a call, none of them segmented, on the node's processor to a
/// receiver on the other. By it figures of different machines and hours can be compared.
/// </summary>
internal static class SendLimit
{
    private const int Payload = 1200;

    // What may be under way: less than a socket's buffer holds, so that nothing is dropped early, which would be cheaper.
    private const long MaxAhead = 1000;

    /// <summary>Nanoseconds of CPU time for each datagram.</summary>
    public static async Task<double> MeasureAsync(int senderProcessor, int receiverProcessor, TimeSpan duration)
    {
        using var receiver = UdpSocket.Bind(TransportAddress.From(new IPEndPoint(IPAddress.Loopback, 0)));
        using var sender = UdpSocket.Bind(TransportAddress.From(new IPEndPoint(IPAddress.Loopback, 0)));
        var received = 0L;
        var stop = false;
        var taking = OnThread(receiverProcessor, () =>
        {
            using var batch = new ReceiveBatch();
            while (!Volatile.Read(ref stop))
                Volatile.Write(ref received, received + batch.Receive(receiver, 0, ReceiveBatch.Capacity));
            return 0d;
        });
        var cost = await OnThread(senderProcessor, () => Send(sender, receiver.Address, duration, () => Volatile.Read(ref received)));
        Volatile.Write(ref stop, true);
        await taking;
        return cost;
    }

    private static double Send(UdpSocket sender, TransportAddress to, TimeSpan duration, Func<long> received)
    {
        using var batch = new SendBatch([sender], segments: false);
        var until = Kernel.Read(Kernel.ClockMonotonic) + (long)duration.TotalNanoseconds;
        var spent = 0L;
        while (Kernel.Read(Kernel.ClockMonotonic) < until)
        {
            var before = Kernel.Read(Kernel.ClockThreadCpu);
            for (var i = 0; i < SendBatch.Capacity; i++)
            {
                _ = batch.Next;
                batch.Commit(Payload, to);
            }

            batch.Flush();
            spent += Kernel.Read(Kernel.ClockThreadCpu) - before;
            while (batch.Sent - received() > MaxAhead && Kernel.Read(Kernel.ClockMonotonic) < until)
                Thread.Yield();
        }

        return (double)spent / Math.Max(1, batch.Sent);
    }

    private static Task<double> OnThread(int processor, Func<double> work)
    {
        var done = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            Affinity.SetThread(1ul << processor);
            try
            {
                done.SetResult(work());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        thread.IsBackground = true;
        thread.Start();
        return done.Task;
    }
}
