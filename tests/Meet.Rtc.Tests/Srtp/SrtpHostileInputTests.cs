using Meet.Rtc.Srtp;
using Meet.Rtc.Srtp.Ciphers;

namespace Meet.Rtc.Tests.Srtp;

public sealed class SrtpHostileInputTests
{
    [Theory, MemberData(nameof(Packets.ProfilesAndBackends), MemberType = typeof(Packets))]
    internal void Every_flipped_bit_is_noticed(SrtpProfile profile, CipherBackend backend)
    {
        using var sender = Packets.Sender(profile, backend);
        using var receiver = Packets.Receiver(profile, backend);
        var sent = Packets.Protect(sender, Packets.Rtp(1, payload: 40));
        var report = Packets.ProtectRtcp(sender, Packets.Rtcp());
        for (var bit = 0; bit < 8 * sent.Length; bit++) Packets.Unprotect(receiver, Flip(sent, bit), out _).ShouldBeFalse();
        for (var bit = 0; bit < 8 * report.Length; bit++) Packets.UnprotectRtcp(receiver, Flip(report, bit), out _).ShouldBeFalse();

        receiver.Streams.ShouldBe(0);
        Packets.Unprotect(receiver, sent, out _).ShouldBeTrue();
        Packets.UnprotectRtcp(receiver, report, out _).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void A_forged_packet_leaves_no_state_and_does_not_move_the_stream(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        using var receiver = Packets.Receiver(profile);
        for (var ssrc = 0u; ssrc < 10_000; ssrc++)
        {
            var forged = Packets.Rtp(1, ssrc);
            receiver.TryUnprotect(forged, forged.Length, out _).ShouldBeFalse();
        }

        receiver.Streams.ShouldBe(0);
        receiver.Rejections.ForgedCount.ShouldBe(10_000);

        Packets.Unprotect(receiver, Packets.Protect(sender, Packets.Rtp(1)), out _).ShouldBeTrue();
        var ahead = Packets.Rtp(30_000);
        receiver.TryUnprotect(ahead, ahead.Length, out _).ShouldBeFalse();
        Packets.Unprotect(receiver, Packets.Protect(sender, Packets.Rtp(2)), out _).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void The_number_of_streams_is_bounded_and_known_ones_go_on(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        using var receiver = Packets.Receiver(profile, maxStreams: 40);
        for (var ssrc = 0u; ssrc < 60; ssrc++)
            Packets.Unprotect(receiver, Packets.Protect(sender, Packets.Rtp(1, ssrc)), out _).ShouldBe(ssrc < 40);

        receiver.Streams.ShouldBe(40);
        receiver.Rejections.TooManyStreamsCount.ShouldBe(20);
        for (var ssrc = 0u; ssrc < 40; ssrc++)
            Packets.Unprotect(receiver, Packets.Protect(sender, Packets.Rtp(2, ssrc)), out _).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void Truncated_packets_are_refused(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        using var receiver = Packets.Receiver(profile);
        var sent = Packets.Protect(sender, Packets.Rtp(1));
        var report = Packets.ProtectRtcp(sender, Packets.Rtcp());
        for (var length = 0; length < sent.Length; length++) Packets.Unprotect(receiver, sent[..length], out _).ShouldBeFalse();
        for (var length = 0; length < report.Length; length++) Packets.UnprotectRtcp(receiver, report[..length], out _).ShouldBeFalse();
        receiver.TryUnprotect(sent, sent.Length + 1, out _).ShouldBeFalse();
        receiver.TryUnprotect(sent, -1, out _).ShouldBeFalse();
        receiver.TryUnprotectRtcp(report, int.MinValue, out _).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void The_sender_refuses_what_is_no_packet_or_has_no_room(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        var packet = Packets.Rtp(1);
        sender.TryProtect(packet, packet.Length - profile.RtpOverhead() + 1, out _).ShouldBeFalse();
        sender.TryProtect(packet, packet.Length, out _).ShouldBeFalse();
        sender.TryProtect(packet, 11, out _).ShouldBeFalse();
        sender.TryProtect(packet, -5, out _).ShouldBeFalse();
        sender.TryProtect(packet, int.MaxValue, out _).ShouldBeFalse();
        sender.TryProtectRtcp(packet, int.MaxValue, out _).ShouldBeFalse();
        sender.TryProtectRtcp(packet, 7, out _).ShouldBeFalse();
        packet[0] = 0x90; // an extension that reaches beyond the packet
        packet[14] = 0xFF;
        sender.TryProtect(packet, packet.Length - Packets.Room, out _).ShouldBeFalse();
        packet[0] = 0x40;
        sender.TryProtect(packet, packet.Length - Packets.Room, out _).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void An_unencrypted_report_is_refused(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        using var receiver = Packets.Receiver(profile);
        var report = Packets.ProtectRtcp(sender, Packets.Rtcp());
        var flag = profile == SrtpProfile.AeadAes128Gcm ? report.Length - 4 : report.Length - 14;
        report[flag].ShouldBe((byte)0x80);
        report[flag] = 0;
        Packets.UnprotectRtcp(receiver, report, out _).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void After_disposal_everything_is_refused(SrtpProfile profile)
    {
        var sender = Packets.Sender(profile);
        var receiver = Packets.Receiver(profile);
        var sent = Packets.Protect(sender, Packets.Rtp(1));
        sender.Dispose();
        sender.Dispose();
        receiver.Dispose();
        receiver.Dispose();
        var packet = Packets.Rtp(2);
        sender.TryProtect(packet, packet.Length - Packets.Room, out _).ShouldBeFalse();
        sender.TryProtectRtcp(packet, packet.Length - Packets.Room, out _).ShouldBeFalse();
        receiver.TryUnprotect(sent, sent.Length, out _).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Packets.ProfilesAndBackends), MemberType = typeof(Packets))]
    internal void Mutated_and_random_packets_are_refused_without_an_exception(SrtpProfile profile, CipherBackend backend)
    {
        using var sender = Packets.Sender(profile, backend);
        using var receiver = Packets.Receiver(profile, backend);
        var random = new Random(17);
        var seed = Packets.Protect(sender, Packets.Rtp(9, payload: 60));
        var accepted = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var input = round % 2 == 0 ? new byte[random.Next(200)] : (byte[])seed.Clone();
            if (round % 2 == 0) random.NextBytes(input);
            else input[random.Next(input.Length)] ^= (byte)(1 << random.Next(8));
            if (receiver.TryUnprotect(input, input.Length, out _)) accepted++;
            if (receiver.TryUnprotectRtcp(input, input.Length, out _)) accepted++;
        }

        accepted.ShouldBe(0);
        receiver.Streams.ShouldBe(0);
    }

    private static byte[] Flip(byte[] packet, int bit)
    {
        var copy = (byte[])packet.Clone();
        copy[bit / 8] ^= (byte)(1 << bit % 8);
        return copy;
    }
}
