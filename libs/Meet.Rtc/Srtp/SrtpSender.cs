using System.Runtime.CompilerServices;
using Meet.Rtc.Srtp.Ciphers;

namespace Meet.Rtc.Srtp;

/// <summary>
/// Protects what one side sends, in place, without allocation, lock or exception. It keeps the roll-over counter of each
/// SSRC, and refuses to protect one (SSRC, ROC, SEQ) twice: two contents under one nonce would give away both, and with GCM
/// the authentication key too (RFC 7714 §8.4). Owned by one thread.
/// </summary>
public sealed class SrtpSender : IDisposable
{
    private const uint LastRtcpIndex = int.MaxValue;

    private readonly SrtpTransform _transform;
    private readonly StreamTable<ReplayWindow> _rtp;
    private readonly StreamTable<uint> _rtcp;
    private bool _disposed;

    /// <param name="master">This direction's key: the DTLS server sends under <see cref="SrtpKeys.Server"/>.</param>
    /// <param name="maxStreams">How many SSRCs may be sent, for RTP and RTCP each.</param>
    public SrtpSender(SrtpMasterKey master, int maxStreams = 4096)
        : this(SrtpTransform.Create(master, CipherBackends.Best), master.Profile, maxStreams)
    {
    }

    internal SrtpSender(SrtpTransform transform, SrtpProfile profile, int maxStreams = 4096)
    {
        _transform = transform;
        Profile = profile;
        _rtp = new StreamTable<ReplayWindow>(maxStreams);
        _rtcp = new StreamTable<uint>(maxStreams);
    }

    public SrtpProfile Profile { get; }

    /// <summary>Protects the RTP packet in packet[..length].</summary>
    /// <param name="packet">At least <see cref="SrtpProfileSizes.RtpOverhead"/> bytes longer than <paramref name="length"/>.</param>
    /// <param name="length">The plain packet's length, in bytes.</param>
    /// <param name="protectedLength">The SRTP packet's length; 0 if refused.</param>
    /// <returns>False, with the packet untouched: no RTP, no room for the tag, a sequence number already sent or 512 behind, too many
    /// streams, or 2^48 packets sent.</returns>
    public bool TryProtect(Span<byte> packet, int length, out int protectedLength)
    {
        protectedLength = 0;
        if (_disposed || length < 0 || packet.Length - _transform.TagLength < length) return false;
        var header = PacketLayout.MeasureRtpHeader(packet[..length]);
        if (header < 0) return false;

        var ssrc = PacketLayout.RtpSsrc(packet);
        ref var window = ref _rtp.GetOrAdd(ssrc);
        if (Unsafe.IsNullRef(ref window)) return false;
        var index = window.Estimate(PacketLayout.RtpSequence(packet));
        if (index == PacketIndex.Exhausted || !window.IsFresh(index)) return false;

        // Marked first: should sealing fail half-way, this index must not be used again.
        window.Mark(index);
        if (!_transform.SealRtp(packet, header, length, ssrc, index)) return false;
        protectedLength = length + _transform.TagLength;
        return true;
    }

    /// <summary>Protects the (compound) RTCP packet in packet[..length], under the next index of its first SSRC.</summary>
    /// <param name="packet">At least <see cref="SrtpProfileSizes.RtcpOverhead"/> bytes longer than <paramref name="length"/>.</param>
    /// <param name="length">The plain packet's length, in bytes.</param>
    /// <param name="protectedLength">The SRTCP packet's length; 0 if refused.</param>
    /// <returns>False, with the packet untouched: no RTCP, no room, too many streams, or 2^31 packets sent.</returns>
    public bool TryProtectRtcp(Span<byte> packet, int length, out int protectedLength)
    {
        protectedLength = 0;
        if (_disposed || length < 0 || packet.Length - _transform.TagLength - sizeof(uint) < length) return false;
        if (!PacketLayout.IsRtcp(packet[..length])) return false;

        var ssrc = PacketLayout.RtcpSsrc(packet);
        ref var last = ref _rtcp.GetOrAdd(ssrc);
        if (Unsafe.IsNullRef(ref last) || last == LastRtcpIndex) return false;

        last++;
        if (!_transform.SealRtcp(packet, length, ssrc, last)) return false;
        protectedLength = length + _transform.TagLength + sizeof(uint);
        return true;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _transform.Dispose();
    }
}
