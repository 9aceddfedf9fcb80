using System.Buffers.Binary;
using Meet.Rtc.Srtp;
using Meet.Rtc.Srtp.Ciphers;

namespace Meet.Rtc.Tests.Srtp;

public sealed class SrtpRoundTripTests
{
    [Theory, MemberData(nameof(Packets.ProfilesAndBackends), MemberType = typeof(Packets))]
    internal void What_was_protected_comes_back_whatever_its_size(SrtpProfile profile, CipherBackend backend)
    {
        using var sender = Packets.Sender(profile, backend);
        using var receiver = Packets.Receiver(profile, backend);
        for (var payload = 0; payload < 1400; payload++)
        {
            var plain = Packets.Rtp((ushort)payload, payload: payload);
            var sent = Packets.Protect(sender, plain);
            sent.Length.ShouldBe(12 + payload + profile.RtpOverhead());
            Packets.Unprotect(receiver, sent, out var received).ShouldBeTrue();
            received.AsSpan().SequenceEqual(plain.AsSpan(0, 12 + payload)).ShouldBeTrue();
        }
    }

    [Theory, MemberData(nameof(Packets.ProfilesAndBackends), MemberType = typeof(Packets))]
    internal void Reports_come_back_under_a_growing_index(SrtpProfile profile, CipherBackend backend)
    {
        using var sender = Packets.Sender(profile, backend);
        using var receiver = Packets.Receiver(profile, backend);
        for (var length = 8; length < 600; length++)
        {
            var plain = Packets.Rtcp(length: length);
            var sent = Packets.ProtectRtcp(sender, plain);
            sent.Length.ShouldBe(length + profile.RtcpOverhead());
            Packets.UnprotectRtcp(receiver, sent, out var received).ShouldBeTrue();
            received.AsSpan().SequenceEqual(plain.AsSpan(0, length)).ShouldBeTrue();
        }
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void Header_extensions_and_contributing_sources_stay_readable_and_authenticated(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        using var receiver = Packets.Receiver(profile);
        var plain = Packets.Rtp(1, payload: 200);
        plain[0] = 0x80 | 0x10 | 3; // extension, three CSRCs
        BinaryPrimitives.WriteUInt16BigEndian(plain.AsSpan(24), 0xBEDE);
        BinaryPrimitives.WriteUInt16BigEndian(plain.AsSpan(26), 4);
        const int Header = 12 + 12 + 4 + 16;

        var sent = Packets.Protect(sender, plain);
        sent.AsSpan(0, Header).SequenceEqual(plain.AsSpan(0, Header)).ShouldBeTrue();
        sent.AsSpan(Header, 32).SequenceEqual(plain.AsSpan(Header, 32)).ShouldBeFalse();

        var tampered = (byte[])sent.Clone();
        tampered[30] ^= 1;
        Packets.Unprotect(receiver, tampered, out _).ShouldBeFalse();
        Packets.Unprotect(receiver, sent, out var received).ShouldBeTrue();
        received.AsSpan().SequenceEqual(plain.AsSpan(0, received.Length)).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void The_roll_over_counter_follows_three_wraps_through_loss_and_reorder(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        using var receiver = Packets.Receiver(profile);
        var random = new Random(3);
        var inFlight = new List<(byte[] Plain, byte[] Sent)>();
        var delivered = 0;
        for (var index = 30_000; index < 30_000 + 3 * 65_536 + 5_000; index++)
        {
            var plain = Packets.Rtp((ushort)index, payload: 8);
            var sent = Packets.Protect(sender, plain);
            if (random.Next(20) == 0) continue;
            inFlight.Add((plain, sent));
            if (inFlight.Count < 20) continue;

            var at = random.Next(inFlight.Count);
            if (!Packets.Unprotect(receiver, inFlight[at].Sent, out var received)) throw new InvalidOperationException($"Lost at index {index}.");
            received.AsSpan().SequenceEqual(inFlight[at].Plain.AsSpan(0, received.Length)).ShouldBeTrue();
            inFlight.RemoveAt(at);
            delivered++;
        }

        delivered.ShouldBeGreaterThan(180_000);
        receiver.Rejections.ShouldBe(default);
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void Streams_keep_their_own_roll_over_counters(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        using var receiver = Packets.Receiver(profile);
        for (var index = 65_000; index < 66_000; index++)
            Packets.Unprotect(receiver, Packets.Protect(sender, Packets.Rtp((ushort)index, ssrc: 1)), out _).ShouldBeTrue();
        for (var ssrc = 2u; ssrc < 300; ssrc++)
            Packets.Unprotect(receiver, Packets.Protect(sender, Packets.Rtp(65_535, ssrc)), out _).ShouldBeTrue();

        Packets.Unprotect(receiver, Packets.Protect(sender, Packets.Rtp(500, ssrc: 1)), out _).ShouldBeTrue();
        receiver.Streams.ShouldBe(299);
    }

    [Fact]
    public void Both_backends_give_the_same_bytes()
    {
        if (!CipherBackends.IsAesNiSupported) return;
        foreach (var profile in new[] { SrtpProfile.Aes128CmHmacSha1Tag80, SrtpProfile.AeadAes128Gcm })
        {
            using var managed = Packets.Sender(profile, CipherBackend.AesNi);
            using var openSsl = Packets.Sender(profile, CipherBackend.OpenSsl);
            var random = new Random(5);
            for (var index = 0; index < 3_000; index++)
            {
                var plain = Packets.Rtp((ushort)(index * 30), ssrc: (uint)random.Next(5), payload: random.Next(1500));
                plain[0] |= (byte)random.Next(16);
                if (plain.Length - Packets.Room < 12 + 4 * (plain[0] & 15)) continue;
                random.NextBytes(plain.AsSpan(12));
                var other = (byte[])plain.Clone();
                var ok = managed.TryProtect(plain, plain.Length - Packets.Room, out _);
                openSsl.TryProtect(other, other.Length - Packets.Room, out _).ShouldBe(ok);
                if (ok) plain.AsSpan().SequenceEqual(other).ShouldBeTrue();

                var report = Packets.Rtcp(length: random.Next(8, 300));
                Packets.ProtectRtcp(managed, report).AsSpan().SequenceEqual(Packets.ProtectRtcp(openSsl, report)).ShouldBeTrue();
            }
        }
    }
}
