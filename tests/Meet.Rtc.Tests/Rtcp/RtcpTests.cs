using Meet.Rtc.Rtcp;
using Meet.Rtc.Tests.Rtp;

namespace Meet.Rtc.Tests.Rtcp;

public sealed class RtcpTests
{
    private readonly byte[] _buffer = new byte[2000];

    [Fact]
    public void A_compound_of_reports_is_read_back()
    {
        var report = new SenderReport(1, 0x0102030405060708, 90_000, 11, 2222);
        var block = new ReportBlock(9, 128, -5, 0x10002, 33, 0xAABBCCDD, 65536);
        var writer = new RtcpWriter(_buffer);
        writer.AddSenderReport(report);
        writer.AddCname(1, "cname"u8);
        writer.AddReceiverReport(2, [block, block with { Ssrc = 10, CumulativeLost = 0x7FFFFF }]);
        writer.AddGoodbye(1);

        var seen = new List<RtcpType>();
        foreach (var packet in new RtcpCompound(writer.Written))
        {
            seen.Add(packet.Type);
            if (packet.TryGetSenderReport(out var read))
                read.ShouldBe(report);
            if (packet.Type == RtcpType.ReceiverReport)
            {
                packet.ReportBlockCount.ShouldBe(2);
                packet.ReportBlock(0).ShouldBe(block);
                packet.ReportBlock(1).CumulativeLost.ShouldBe(0x7FFFFF);
            }

            if (packet.Type == RtcpType.Goodbye)
                packet.GoodbyeSsrc(0).ShouldBe(1u);
        }

        seen.ShouldBe([RtcpType.SenderReport, RtcpType.SourceDescription, RtcpType.ReceiverReport, RtcpType.Goodbye]);
    }

    [Fact]
    public void Feedback_is_read_back()
    {
        var writer = new RtcpWriter(_buffer);
        writer.AddPli(1, 2);
        writer.AddFir(1, 3, 7);
        writer.AddNack(1, 4, [65534, 65535, 0, 14, 15, 100]);
        writer.AddRemb(1, 2_500_000, [5, 6]);

        var lost = new List<ushort>();
        var count = 0;
        foreach (var packet in new RtcpCompound(writer.Written))
        {
            count++;
            if (packet.IsPli)
                packet.MediaSsrc.ShouldBe(2u);
            if (packet.FirCount > 0)
                packet.FirSsrc(0).ShouldBe(3u);
            for (var i = 0; i < packet.NackCount; i++)
            {
                var (sequence, following) = packet.Nack(i);
                lost.Add(sequence);
                lost.AddRange(Enumerable.Range(0, 16).Where(bit => (following >> bit & 1) != 0).Select(bit => (ushort)(sequence + bit + 1)));
            }

            if (packet.TryGetRemb(out var bitrate))
                bitrate.ShouldBeInRange(2_490_000ul, 2_500_000ul);
        }

        count.ShouldBe(4);
        lost.ShouldBe([65534, 65535, 0, 14, 15, 100]);
    }

    [Fact]
    public void Transport_feedback_counts_what_arrived_and_what_did_not()
    {
        var feedback = new TransportFeedback();
        var time = 10_000_000L;
        for (var i = 0; i < 100; i++)
        {
            if (i % 10 != 3)
                feedback.OnPacket((ushort)(65500 + i), time += i % 7 == 0 ? 90_000 : 400);
        }

        Read(feedback).ShouldBe((65500, 100, 90));
        feedback.HasPending.ShouldBeFalse();

        // Losses between two reports belong to the later one.
        feedback.OnPacket(66, time + 500);
        Read(feedback).ShouldBe((64, 3, 1));
        feedback.OnPacket(60, time);
        feedback.HasPending.ShouldBeFalse();
    }

    [Fact]
    public void Large_holes_and_pauses_split_reports_and_lose_no_arrival()
    {
        var feedback = new TransportFeedback();
        feedback.OnPacket(0, 1_000_000);
        feedback.OnPacket(1, 20_000_000);
        feedback.OnPacket(900, 20_000_100);
        var arrived = 0;
        while (feedback.HasPending)
        {
            var (_, _, received) = Read(feedback);
            received.ShouldBeGreaterThan(0);
            arrived += received;
        }

        arrived.ShouldBe(3);
        feedback.OnPacket(30_000, 21_000_000);
        Read(feedback).ShouldBe((30_000, 1, 1));
    }

    [Fact]
    public void Damaged_compounds_never_throw()
    {
        var writer = new RtcpWriter(_buffer);
        writer.AddSenderReport(new SenderReport(1, 2, 3, 4, 5));
        writer.AddReceiverReport(2, [new ReportBlock(9, 128, -5, 1, 3, 4, 5)]);
        writer.AddNack(1, 4, [1, 2, 3, 50]);
        writer.AddFir(1, 3, 7);
        writer.AddRemb(1, 1_000_000, [5]);
        writer.AddGoodbye(1);
        var feedback = new TransportFeedback();
        for (ushort i = 0; i < 60; i++)
            feedback.OnPacket((ushort)(i * 3), i * 1000);
        var report = new byte[1000];
        writer.AddRaw(report.AsSpan(0, feedback.Write(1, 2, report)));
        var valid = writer.Written.ToArray();

        var mutations = new Mutations(5);
        for (var i = 0; i < 200_000; i++)
            Visit(mutations.Next(valid));
    }

    private static void Visit(byte[] input)
    {
        foreach (var packet in new RtcpCompound(input))
        {
            _ = packet.SenderSsrc + packet.MediaSsrc;
            packet.TryGetSenderReport(out _);
            packet.TryGetRemb(out _);
            TransportFeedbackReader.TryRead(packet, out _, out _, out _);
            for (var i = 0; i < packet.ReportBlockCount; i++)
                packet.ReportBlock(i);
            for (var i = 0; i < packet.NackCount; i++)
                packet.Nack(i);
            for (var i = 0; i < packet.FirCount; i++)
                packet.FirSsrc(i);
            for (var i = 0; i < packet.GoodbyeCount; i++)
                packet.GoodbyeSsrc(i);
        }
    }

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    [InlineData(65535, false)]
    public void A_few_bytes_of_feedback_do_not_name_more_packets_than_anybody_remembers(int covered, bool isRead)
    {
        // Runs of 8191 packets that did not arrive (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1.3).
        byte[] bytes = [0x8F, 205, 0, 8, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, (byte)(covered >> 8), (byte)covered, 0, 0, 0, 0, .. Enumerable.Repeat<byte[]>([0x1F, 0xFF], 8).SelectMany(chunk => chunk)];
        var compound = new RtcpCompound(bytes);
        compound.MoveNext().ShouldBeTrue();

        TransportFeedbackReader.TryRead(compound.Current, out _, out _, out _).ShouldBe(isRead);
    }

    private (int Base, int Covered, int Received) Read(TransportFeedback feedback)
    {
        var length = feedback.Write(1, 2, _buffer);
        length.ShouldBeInRange(20, 1000);
        (length % 4).ShouldBe(0);
        var compound = new RtcpCompound(_buffer.AsSpan(0, length));
        compound.MoveNext().ShouldBeTrue();
        TransportFeedbackReader.TryRead(compound.Current, out var baseSequence, out var covered, out var received).ShouldBeTrue();
        return (baseSequence, covered, received);
    }
}
