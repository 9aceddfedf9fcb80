using System.Buffers.Binary;
using Meet.Media.Negotiation;
using Meet.Media.Workers;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <summary>
/// RTCP with one browser, both ways. To it: congestion feedback, NACKs and keyframe requests for what it sends, sender reports for
/// what it receives. From it: NACKs and keyframe requests for what it receives, sender reports of what it sends.
/// </summary>
internal sealed class ParticipantFeedback(Participant participant, WorkerClock clock)
{
    /// <summary>This node's own SSRC in RTCP; media SSRCs begin at 2.</summary>
    private const uint NodeSsrc = 1;
    private const long CongestionInterval = 60;
    private const long ReportInterval = 1000;
    private const int MaxDatagram = 1200;

    /// <summary>What one layer may be asked for at once, in bytes: as many lost packets as are remembered, none near another, and a keyframe.</summary>
    private const int MaxRequests = 12 + (4 * LossRepair.Capacity) + 12;

    private readonly TransportFeedback _congestion = new();
    private long _congestionDue;
    private long _reportDue;

    public void OnPacket(in RtpPacket packet, Publication publication)
    {
        if (packet.TryGetExtension(publication.TransportCcId, out var value) && value.Length == 2)
            _congestion.OnPacket(BinaryPrimitives.ReadUInt16BigEndian(value), clock.Microseconds);
    }

    public void OnRtcp(in RtcpPacket packet)
    {
        if (packet.TryGetSenderReport(out var report))
            participant.OnSenderReport(report);
        participant.Bandwidth.OnRtcp(packet);
        if (packet.IsPli)
            WantKeyframe(packet.MediaSsrc);
        for (var i = 0; i < packet.FirCount; i++)
            WantKeyframe(packet.FirSsrc(i));
        if (packet.NackCount > 0 && participant.Lines.FindSubscription(packet.MediaSsrc) is { } line)
            Resend(line, packet);
    }

    public void OnTick()
    {
        var writer = new RtcpWriter(participant.Transport.Next);
        if (clock.Now >= _reportDue)
            WriteReceiverReport(ref writer);
        WriteRequests(ref writer);
        if (clock.Now >= _congestionDue)
            WriteCongestion(ref writer);
        Send(ref writer);
        if (clock.Now >= _reportDue)
            SendSenderReports();
        foreach (var line in participant.Lines.Subscriptions)
            line.OnTick();
    }

    private void WriteReceiverReport(ref RtcpWriter writer)
    {
        Span<ReportBlock> blocks = stackalloc ReportBlock[Planner.MaxPublications * Planner.MaxLayers];
        var count = 0;
        foreach (var publication in participant.Lines.Publications)
        {
            foreach (var layer in publication.Layers)
            {
                if (layer.Ssrc is { } ssrc)
                    blocks[count++] = layer.Reception.Report(ssrc, clock.Now);
            }
        }

        if (count > 0)
            writer.AddReceiverReport(NodeSsrc, blocks[..count]);
    }

    private void WriteRequests(ref RtcpWriter writer)
    {
        Span<ushort> lost = stackalloc ushort[LossRepair.Capacity];
        foreach (var publication in participant.Lines.Publications)
        {
            foreach (var layer in publication.Layers)
            {
                if (publication.Kind != MediaKind.Video || layer.Ssrc is not { } ssrc)
                    continue;
                if (writer.Length + MaxRequests > MaxDatagram)
                    Send(ref writer);
                WriteRequests(ref writer, layer, ssrc, lost);
            }
        }
    }

    private void WriteRequests(ref RtcpWriter writer, Layer layer, uint ssrc, scoped Span<ushort> lost)
    {
        var count = layer.TakeLost(clock.Now, lost);
        if (count > 0)
            writer.AddNack(NodeSsrc, ssrc, lost[..count]);
        if (layer.Keyframes.Take(clock.Now))
            writer.AddPli(NodeSsrc, ssrc);
    }

    private void WriteCongestion(ref RtcpWriter writer)
    {
        if (!_congestion.HasPending || AnySsrc() is not { } media)
            return;
        _congestionDue = clock.Now + CongestionInterval;
        Span<byte> report = stackalloc byte[1000];
        while (_congestion.HasPending)
        {
            var length = _congestion.Write(NodeSsrc, media, report);
            if (writer.Length + length > MaxDatagram)
                Send(ref writer);
            writer.AddRaw(report[..length]);
        }
    }

    private void SendSenderReports()
    {
        _reportDue = clock.Now + ReportInterval;
        var ntp = clock.Ntp;
        var writer = new RtcpWriter(participant.Transport.Next);
        foreach (var line in participant.Lines.Subscriptions)
        {
            if (writer.Length + 28 > MaxDatagram)
                Send(ref writer);
            if (line.TryReport(clock.Now, ntp, out var report))
                writer.AddSenderReport(report);
        }

        Send(ref writer);
    }

    private void Send(ref RtcpWriter writer)
    {
        if (writer.Length > 0)
            participant.Transport.SendRtcp(writer.Length);
        writer = new RtcpWriter(participant.Transport.Next);
    }

    private void WantKeyframe(uint ssrc) => participant.Lines.FindSubscription(ssrc)?.WantKeyframe();

    /// <summary>The feedback is the transport's; its packet must name a stream nevertheless.</summary>
    private uint? AnySsrc()
    {
        foreach (var publication in participant.Lines.Publications)
        {
            foreach (var layer in publication.Layers)
            {
                if (layer.Ssrc is { } ssrc)
                    return ssrc;
            }
        }

        return null;
    }

    private static void Resend(Subscription line, in RtcpPacket packet)
    {
        for (var i = 0; i < packet.NackCount; i++)
        {
            var (sequence, following) = packet.Nack(i);
            line.Resend(sequence);
            for (var bit = 0; following >> bit != 0; bit++)
            {
                if ((following >> bit & 1) != 0)
                    line.Resend((ushort)(sequence + bit + 1));
            }
        }
    }
}
