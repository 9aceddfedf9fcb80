using System.Buffers.Binary;
using System.Security.Cryptography;
using Meet.Load.Linux;
using Meet.Load.Peers;
using Meet.Rtc.Rtp;

namespace Meet.Load.Streams;

/// <summary>
/// Sends a stream of that shape for a peer, each burst at its time: sound with a level (RFC 6464), pictures as VP8 with descriptors that
/// a receiver may rely on, beginning with a keyframe where one is asked for.
/// </summary>
internal sealed class StreamSource(LoadPeer peer, StreamShape shape, SourceIds ids)
{
    private const byte Level = 0x80 | 20; // voice, -20 dBov

    private static readonly byte[] Noise = RandomNumberGenerator.GetBytes(2048);

    // Extended, first partition's start or not; a PictureID of 15 bits follows (RFC 7741 section 4.2).
    private const int DescriptorLength = 4;

    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(0x8000);
    private uint _timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
    private int _picture;
    private double _owed;
    private bool _wantsKeyframe = shape.IsVideo;

    public uint Ssrc => ids.Ssrc;

    public uint Packets { get; private set; }

    public uint Octets { get; private set; }

    public uint Timestamp => _timestamp;

    /// <summary>When the next burst is due: nanoseconds, monotonic.</summary>
    public long Due { get; private set; } = Kernel.Read(Kernel.ClockMonotonic) + RandomNumberGenerator.GetInt32((int)(1e9 / shape.BurstsPerSecond));

    public void WantKeyframe() => _wantsKeyframe |= shape.IsVideo;

    /// <summary>Sends what is due. After a standstill it goes on from now, without making up for what was not sent.</summary>
    /// <param name="speed">1: as its shape says; 2: twice as often.</param>
    public bool SendDue(long now, double speed)
    {
        if (now < Due)
            return false;
        var interval = (long)(1e9 / shape.BurstsPerSecond / speed);
        if (now - Due > 20 * interval)
            Due = now;
        _owed += shape.PacketsPerBurst;
        var count = (int)_owed;
        _owed -= count;
        for (var i = 0; i < count; i++)
            Send(i == 0, i == count - 1);
        if (count > 0)
            (_wantsKeyframe, _picture) = (false, _picture + 1);
        _timestamp += (uint)(shape.ClockRate / shape.BurstsPerSecond);
        Due += interval;
        return count > 0;
    }

    private void Send(bool first, bool last)
    {
        var packet = peer.Next;
        var builder = new RtpPacketBuilder(packet, shape.PayloadType, shape.IsVideo && last, _sequence++, _timestamp, ids.Ssrc);
        builder.AddExtension(ids.MidId, ids.Mid);
        if (!shape.IsVideo)
            builder.AddExtension(ids.LevelId, [Level]);
        var header = builder.EndHeader();
        var payload = packet.Slice(header, shape.PayloadLength);
        Noise.AsSpan(0, payload.Length).CopyTo(payload);
        if (shape.IsVideo)
            BeginPicture(payload, first);
        else
            payload[0] = 0x78; // CELT, 20 ms, mono, one frame (RFC 6716 section 3.1)
        new Stamp(ids.Ssrc, Packets, Kernel.Read(Kernel.ClockRealtime)).Write(payload);
        Packets++;
        Octets += (uint)payload.Length;
        peer.SendRtp(packet, header + payload.Length);
    }

    private void BeginPicture(Span<byte> payload, bool first)
    {
        payload[0] = (byte)(first ? 0x90 : 0x80);
        payload[1] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(0x8000 | (_picture & 0x7FFF)));
        if (!first)
            return;
        // The frame tag's lowest bit is 0 for a keyframe, whose start code and size follow (RFC 6386 section 9.1): 640 x 480.
        payload[DescriptorLength] = (byte)(_wantsKeyframe ? 0x10 : 0x11);
        if (_wantsKeyframe)
            ((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01]).CopyTo(payload[(DescriptorLength + 3)..]);
    }
}

/// <summary>By what a node knows a source's packets; ids that are 0 were not agreed on.</summary>
internal sealed record SourceIds(uint Ssrc, int MidId, byte[] Mid, int LevelId);
