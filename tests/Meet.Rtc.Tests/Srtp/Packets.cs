using System.Buffers.Binary;
using Meet.Rtc.Srtp;
using Meet.Rtc.Srtp.Ciphers;

namespace Meet.Rtc.Tests.Srtp;

/// <summary>Keys and packets for the SRTP tests.</summary>
internal static class Packets
{
    public const int Room = SrtpProfileSizes.MaxOverhead;

    public static IReadOnlyList<CipherBackend> Supported { get; } =
        CipherBackends.IsAesNiSupported ? [CipherBackend.OpenSsl, CipherBackend.AesNi] : [CipherBackend.OpenSsl];

    public static TheoryData<CipherBackend> Backends => [.. Supported];

    public static TheoryData<SrtpProfile> Profiles => [SrtpProfile.Aes128CmHmacSha1Tag80, SrtpProfile.AeadAes128Gcm];

    public static TheoryData<SrtpProfile, CipherBackend> ProfilesAndBackends
    {
        get
        {
            var all = new TheoryData<SrtpProfile, CipherBackend>();
            foreach (var backend in Supported)
            {
                all.Add(SrtpProfile.Aes128CmHmacSha1Tag80, backend);
                all.Add(SrtpProfile.AeadAes128Gcm, backend);
            }

            return all;
        }
    }

    public static SrtpMasterKey Key(SrtpProfile profile, byte seed = 1)
    {
        var material = new byte[30];
        new Random(seed).NextBytes(material);
        return new SrtpMasterKey(profile, material.AsSpan(0, 16), material.AsSpan(16, profile.SaltLength()));
    }

    public static SrtpSender Sender(SrtpProfile profile, CipherBackend? backend = null) =>
        new(SrtpTransform.Create(Key(profile), backend ?? CipherBackends.Best), profile);

    public static SrtpReceiver Receiver(SrtpProfile profile, CipherBackend? backend = null, int maxStreams = 512) =>
        new(SrtpTransform.Create(Key(profile), backend ?? CipherBackends.Best), profile, maxStreams);

    /// <summary>An RTP packet with room for the tag; its payload tells the sequence number.</summary>
    public static byte[] Rtp(ushort sequence, uint ssrc = 7, int payload = 100)
    {
        var packet = new byte[12 + payload + Room];
        packet[0] = 0x80;
        packet[1] = 111;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        for (var i = 12; i < 12 + payload; i++) packet[i] = (byte)(i * 7 + sequence);
        return packet;
    }

    /// <summary>A sender report with room for tag and index.</summary>
    public static byte[] Rtcp(uint ssrc = 7, int length = 28)
    {
        var packet = new byte[length + Room];
        packet[0] = 0x80;
        packet[1] = 200;
        packet[3] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        for (var i = 8; i < length; i++) packet[i] = (byte)i;
        return packet;
    }

    public static byte[] Protect(SrtpSender sender, byte[] packet)
    {
        var copy = (byte[])packet.Clone();
        sender.TryProtect(copy, copy.Length - Room, out var length).ShouldBeTrue();
        return copy[..length];
    }

    public static byte[] ProtectRtcp(SrtpSender sender, byte[] packet)
    {
        var copy = (byte[])packet.Clone();
        sender.TryProtectRtcp(copy, copy.Length - Room, out var length).ShouldBeTrue();
        return copy[..length];
    }

    /// <summary>Opens a copy.</summary>
    public static bool Unprotect(SrtpReceiver receiver, byte[] packet, out byte[] plain)
    {
        var copy = (byte[])packet.Clone();
        var ok = receiver.TryUnprotect(copy, copy.Length, out var length);
        plain = copy[..length];
        return ok;
    }

    public static bool UnprotectRtcp(SrtpReceiver receiver, byte[] packet, out byte[] plain)
    {
        var copy = (byte[])packet.Clone();
        var ok = receiver.TryUnprotectRtcp(copy, copy.Length, out var length);
        plain = copy[..length];
        return ok;
    }
}
