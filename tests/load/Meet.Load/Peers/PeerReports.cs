using System.Security.Cryptography;
using Meet.Load.Linux;
using Meet.Rtc.Rtcp;

namespace Meet.Load.Peers;

/// <summary>
/// A peer's RTCP: once a second a sender report for what it sends and report blocks for what it receives; keyframes where they are asked
/// for. NACKs are counted only: nothing is lost on the way from a generator to a node beside it.
/// </summary>
internal sealed class PeerReports(LoadPeer peer, PeerTools tools)
{
    private const long Second = 1_000_000_000;
    private const ulong NtpEpoch = 2_208_988_800; // 1970, in seconds since 1900

    private readonly uint _ssrc = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
    private long _due;

    public void OnTick(long now)
    {
        if (now < _due)
            return;
        // The first at a moment of its own, so that the others' do not all come at once.
        _due = now + (_due == 0 ? RandomNumberGenerator.GetInt32((int)Second) : Second);
        ReportSources();
        ReportStreams(now);
    }

    public void OnRtcp(ReadOnlySpan<byte> compound)
    {
        foreach (var packet in new RtcpCompound(compound))
        {
            if (packet.TryGetSenderReport(out var report))
                OnSenderReport(report);
            if (packet.IsPli)
                OnKeyframeRequest(packet.MediaSsrc);
            for (var i = 0; i < packet.FirCount; i++)
                OnKeyframeRequest(packet.FirSsrc(i));
            tools.Counts.Nacks += packet.NackCount;
        }
    }

    private void OnSenderReport(in SenderReport report)
    {
        tools.Counts.SenderReports++;
        foreach (ref var stream in peer.Streams.All)
        {
            if (stream.Ssrc != report.Ssrc)
                continue;
            stream.ReportMiddle = (uint)(report.NtpTime >> 16);
            stream.ReportAt = Kernel.Read(Kernel.ClockMonotonic);
        }
    }

    private void OnKeyframeRequest(uint ssrc)
    {
        tools.Counts.KeyframeRequests++;
        foreach (var source in peer.Sources)
        {
            if (source.Ssrc == ssrc)
                source.WantKeyframe();
        }
    }

    private void ReportSources()
    {
        var wall = (ulong)Kernel.Read(Kernel.ClockRealtime);
        var ntp = (((wall / (ulong)Second) + NtpEpoch) << 32) | (((wall % (ulong)Second) << 32) / (ulong)Second);
        foreach (var source in peer.Sources)
        {
            if (source.Packets == 0)
                continue;
            var writer = new RtcpWriter(peer.Next);
            writer.AddSenderReport(new SenderReport(source.Ssrc, ntp, source.Timestamp, source.Packets, source.Octets));
            writer.AddCname(source.Ssrc, "load"u8);
            peer.SendRtcp(writer.Length);
        }
    }

    private void ReportStreams(long now)
    {
        Span<ReportBlock> blocks = stackalloc ReportBlock[31];
        var streams = peer.Streams.All;
        for (var from = 0; from < streams.Length; from += blocks.Length)
        {
            var count = Math.Min(blocks.Length, streams.Length - from);
            for (var i = 0; i < count; i++)
            {
                ref var stream = ref streams[from + i];
                var delay = stream.ReportMiddle == 0 ? 0 : (uint)((now - stream.ReportAt) * 65536 / Second);
                var fraction = stream.Expected <= 0 ? 0 : Math.Clamp(stream.Lost * 256 / stream.Expected, 0, 255);
                blocks[i] = new ReportBlock(stream.Ssrc, (byte)fraction, 0, (uint)stream.Highest, 0, stream.ReportMiddle, delay);
            }

            var writer = new RtcpWriter(peer.Next);
            writer.AddReceiverReport(_ssrc, blocks[..count]);
            writer.AddCname(_ssrc, "load"u8);
            peer.SendRtcp(writer.Length);
        }
    }
}
