using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Meet.Rtc.Srtp.Ciphers;

namespace Meet.Rtc.Srtp;

/// <summary>
/// Checks and opens what the other side sends, in place, without allocation, lock or exception, whatever the bytes. A
/// stream's state is made only by an authenticated packet, and the number of streams is bounded: a flood of forged packets
/// costs time, never memory. Owned by one thread.
/// </summary>
public sealed class SrtpReceiver : IDisposable
{
    private readonly SrtpTransform _transform;
    private readonly StreamTable<ReplayWindow> _rtp;
    private readonly StreamTable<ReplayWindow> _rtcp;
    private SrtpRejections _rejections;
    private bool _disposed;

    /// <param name="master">The other side's key: the DTLS client sends under <see cref="SrtpKeys.Client"/>.</param>
    /// <param name="maxStreams">How many SSRCs are accepted, for RTP and RTCP each.</param>
    public SrtpReceiver(SrtpMasterKey master, int maxStreams = 512)
        : this(SrtpTransform.Create(master, CipherBackends.Best), master.Profile, maxStreams)
    {
    }

    internal SrtpReceiver(SrtpTransform transform, SrtpProfile profile, int maxStreams = 512)
    {
        _transform = transform;
        Profile = profile;
        _rtp = new StreamTable<ReplayWindow>(maxStreams);
        _rtcp = new StreamTable<ReplayWindow>(maxStreams);
    }

    public SrtpProfile Profile { get; }

    /// <summary>How many packets were refused so far, by reason.</summary>
    public SrtpRejections Rejections => _rejections;

    /// <summary>How many RTP streams were authenticated so far.</summary>
    public int Streams => _rtp.Count;

    /// <summary>Opens the SRTP packet in packet[..length].</summary>
    /// <param name="packet">The datagram's buffer.</param>
    /// <param name="length">The SRTP packet's length, in bytes.</param>
    /// <param name="plainLength">The RTP packet's length; 0 if refused.</param>
    /// <returns>False: cut off, forged, replayed, or of one stream too many. The content is then undefined, and no state changed.</returns>
    public bool TryUnprotect(Span<byte> packet, int length, out int plainLength)
    {
        plainLength = 0;
        if (_disposed || length < _transform.TagLength || packet.Length < length) return Refuse(ref _rejections.Malformed);
        var plain = length - _transform.TagLength;
        var header = PacketLayout.MeasureRtpHeader(packet[..plain]);
        if (header < 0) return Refuse(ref _rejections.Malformed);

        var ssrc = PacketLayout.RtpSsrc(packet);
        var sequence = PacketLayout.RtpSequence(packet);
        ref var window = ref _rtp.Find(ssrc);
        var known = !Unsafe.IsNullRef(ref window);
        var index = known ? window.Estimate(sequence) : sequence;
        if (index == PacketIndex.Exhausted || (known && !window.IsFresh(index))) return Refuse(ref _rejections.Replayed);
        if (!_transform.OpenRtp(packet, header, plain, ssrc, index)) return Refuse(ref _rejections.Forged);

        if (!known) window = ref _rtp.GetOrAdd(ssrc);
        if (Unsafe.IsNullRef(ref window)) return Refuse(ref _rejections.TooManyStreams);
        window.Mark(index);
        plainLength = plain;
        return true;
    }

    /// <summary>Opens the SRTCP packet in packet[..length]. A packet that was sent authenticated but not encrypted is refused.</summary>
    /// <inheritdoc cref="TryUnprotect"/>
    public bool TryUnprotectRtcp(Span<byte> packet, int length, out int plainLength)
    {
        plainLength = 0;
        if (_disposed || length < _transform.TagLength + sizeof(uint) || packet.Length < length) return Refuse(ref _rejections.Malformed);
        var plain = length - _transform.TagLength - sizeof(uint);
        if (!PacketLayout.IsRtcp(packet[..plain])) return Refuse(ref _rejections.Malformed);
        var trailer = BinaryPrimitives.ReadUInt32BigEndian(packet[_transform.RtcpIndexAt(plain)..]);
        if ((trailer & SrtpTransform.Encrypted) == 0) return Refuse(ref _rejections.Malformed);

        var ssrc = PacketLayout.RtcpSsrc(packet);
        var index = trailer & ~SrtpTransform.Encrypted;
        ref var window = ref _rtcp.Find(ssrc);
        var known = !Unsafe.IsNullRef(ref window);
        if (known && !window.IsFresh(index)) return Refuse(ref _rejections.Replayed);
        if (!_transform.OpenRtcp(packet, plain, ssrc, index)) return Refuse(ref _rejections.Forged);

        if (!known) window = ref _rtcp.GetOrAdd(ssrc);
        if (Unsafe.IsNullRef(ref window)) return Refuse(ref _rejections.TooManyStreams);
        window.Mark(index);
        plainLength = plain;
        return true;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _transform.Dispose();
    }

    private static bool Refuse(ref long counter)
    {
        counter++;
        return false;
    }
}
