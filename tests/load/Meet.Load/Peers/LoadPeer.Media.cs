using System.Buffers.Binary;
using Meet.Load.Streams;
using Meet.Rtc.Rtp;

namespace Meet.Load.Peers;

/// <summary>What a peer receives.</summary>
internal sealed partial class LoadPeer
{
    private void OnMedia(Span<byte> datagram, long at)
    {
        if (_receiver is null)
            return;
        if (RtpPacket.LooksLikeRtcp(datagram))
        {
            if (_receiver.TryUnprotectRtcp(datagram, datagram.Length, out var length))
                _reports.OnRtcp(datagram[..length]);
            return;
        }

        var counts = _tools.Counts;
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        Streams.Of(BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]), sequence).OnPacket(sequence);
        counts.Received++;
        counts.ReceivedBytes += datagram.Length;
        if (sequence % _tools.Sample == 0)
            Open(datagram, at);
    }

    private void Open(Span<byte> datagram, long at)
    {
        var counts = _tools.Counts;
        if (!_receiver!.TryUnprotect(datagram, datagram.Length, out var length) || !Stamp.TryRead(datagram[..length], out var stamp))
        {
            counts.Forged++;
            return;
        }

        counts.Opened++;
        counts.All.Add(at - stamp.SentAt);
        ((datagram[1] & 0x7F) == StreamShape.Voice.PayloadType ? counts.Voice : counts.Video).Add(at - stamp.SentAt);
    }
}
