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
    private const byte IsVoice = 0x80;

    private static readonly byte[] Noise = RandomNumberGenerator.GetBytes(2048);

    // Extended, first partition's start or not; a PictureID of 15 bits follows (RFC 7741 section 4.2).
    private const int DescriptorLength = 4;

    // Of a frame, in one packet: bytes.
    private const int MaxPart = 1100;

    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(0x8000);
    private uint _timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
    private int _picture;
    private int _frame;
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
        var count = shape.Recording is { } recording ? SendFrame(recording) : SendNoise();
        if (count > 0)
            (_wantsKeyframe, _picture) = (false, _picture + 1);
        _timestamp += (uint)(shape.ClockRate / shape.BurstsPerSecond);
        Due += interval;
        return count > 0;
    }

    private int SendNoise()
    {
        _owed += shape.PacketsPerBurst;
        var count = (int)_owed;
        _owed -= count;
        for (var i = 0; i < count; i++)
            SendNoise(i == 0, i == count - 1);
        return count;
    }

    private int SendFrame(Recording recording)
    {
        _frame = _wantsKeyframe ? 0 : _frame % recording.Frames.Count;
        var left = recording.Frames[_frame++].Span;
        var count = 0;
        while (!left.IsEmpty)
        {
            var part = left[..Math.Min(left.Length, MaxPart)];
            left = left[part.Length..];
            var packet = peer.Next;
            var length = Begin(packet, marker: shape.IsVideo && left.IsEmpty);
            if (shape.IsVideo)
                length += Describe(packet[length..], first: count == 0);
            part.CopyTo(packet[length..]);
            End(packet, length + part.Length, part.Length);
            count++;
        }

        return count;
    }

    /// <summary>The packet's header; its length.</summary>
    private int Begin(Span<byte> packet, bool marker)
    {
        var builder = new RtpPacketBuilder(packet, shape.PayloadType, marker, _sequence++, _timestamp, ids.Ssrc);
        builder.AddExtension(ids.MidId, ids.Mid);
        if (!shape.IsVideo)
            builder.AddExtension(ids.LevelId, [(byte)(IsVoice | shape.Level)]);
        return builder.EndHeader();
    }

    private void End(Span<byte> packet, int length, int payload)
    {
        Packets++;
        Octets += (uint)payload;
        peer.SendRtp(packet, length);
    }

    private void SendNoise(bool first, bool last)
    {
        var packet = peer.Next;
        var header = Begin(packet, shape.IsVideo && last);
        var payload = packet.Slice(header, shape.PayloadLength);
        Noise.AsSpan(0, payload.Length).CopyTo(payload);
        if (shape.IsVideo)
            BeginPicture(payload, first);
        else
            payload[0] = 0x78; // CELT, 20 ms, mono, one frame (RFC 6716 section 3.1)
        new Stamp(ids.Ssrc, Packets, Kernel.Read(Kernel.ClockRealtime)).Write(payload);
        End(packet, header + payload.Length, payload.Length);
    }

    private int Describe(Span<byte> payload, bool first)
    {
        payload[0] = (byte)(first ? 0x90 : 0x80);
        payload[1] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(0x8000 | (_picture & 0x7FFF)));
        return DescriptorLength;
    }

    private void BeginPicture(Span<byte> payload, bool first)
    {
        Describe(payload, first);
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
