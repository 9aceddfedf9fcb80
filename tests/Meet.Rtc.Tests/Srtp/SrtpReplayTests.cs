using Meet.Rtc.Srtp;

namespace Meet.Rtc.Tests.Srtp;

public sealed class SrtpReplayTests
{
    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void A_packet_is_accepted_once(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        using var receiver = Packets.Receiver(profile);
        var sent = Enumerable.Range(0, 600).Select(i => Packets.Protect(sender, Packets.Rtp((ushort)i))).ToList();
        foreach (var packet in sent) Packets.Unprotect(receiver, packet, out _).ShouldBeTrue();
        foreach (var packet in sent) Packets.Unprotect(receiver, packet, out _).ShouldBeFalse();
        receiver.Rejections.ReplayedCount.ShouldBe(600);
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void A_report_is_accepted_once(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        using var receiver = Packets.Receiver(profile);
        var sent = Enumerable.Range(0, 600).Select(_ => Packets.ProtectRtcp(sender, Packets.Rtcp())).ToList();
        foreach (var packet in sent) Packets.UnprotectRtcp(receiver, packet, out _).ShouldBeTrue();
        foreach (var packet in sent) Packets.UnprotectRtcp(receiver, packet, out _).ShouldBeFalse();
        receiver.Rejections.ReplayedCount.ShouldBe(600);
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void A_late_packet_is_accepted_within_the_window_and_refused_beyond_it(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        using var receiver = Packets.Receiver(profile);
        var sent = Enumerable.Range(0, 600).Select(i => Packets.Protect(sender, Packets.Rtp((ushort)i))).ToList();

        Packets.Unprotect(receiver, sent[599], out _).ShouldBeTrue();
        Packets.Unprotect(receiver, sent[599 - 511], out _).ShouldBeTrue();
        Packets.Unprotect(receiver, sent[599 - 512], out _).ShouldBeFalse();
        Packets.Unprotect(receiver, sent[300], out _).ShouldBeTrue();
        Packets.Unprotect(receiver, sent[300], out _).ShouldBeFalse();
    }

    [Fact]
    public void The_window_agrees_with_a_plain_set_on_random_orders()
    {
        var random = new Random(11);
        for (var round = 0; round < 50; round++)
        {
            ReplayWindow window = default;
            var seen = new HashSet<ulong>();
            var near = 70_000;
            var highest = 0UL;
            for (var step = 0; step < 2_000; step++)
            {
                near += random.Next(10) == 0 ? random.Next(700) : random.Next(3);
                var index = (ulong)(near - random.Next(600));
                var expected = seen.Count == 0 || (index + ReplayWindow.Size > highest && !seen.Contains(index));
                window.IsFresh(index).ShouldBe(expected);
                if (!expected) continue;
                window.Mark(index);
                seen.Add(index);
                highest = Math.Max(highest, index);
            }
        }
    }

    [Theory, MemberData(nameof(Packets.Profiles), MemberType = typeof(Packets))]
    public void The_sender_never_protects_one_sequence_number_twice(SrtpProfile profile)
    {
        using var sender = Packets.Sender(profile);
        Packets.Protect(sender, Packets.Rtp(10));
        Packets.Protect(sender, Packets.Rtp(12));
        Packets.Protect(sender, Packets.Rtp(11));
        foreach (ushort again in new ushort[] { 10, 11, 12 })
        {
            var packet = Packets.Rtp(again, payload: 50);
            var before = (byte[])packet.Clone();
            sender.TryProtect(packet, packet.Length - Packets.Room, out var length).ShouldBeFalse();
            length.ShouldBe(0);
            packet.ShouldBe(before);
        }

        Packets.Protect(sender, Packets.Rtp(10, ssrc: 8)).Length.ShouldBeGreaterThan(0);
        Packets.Protect(sender, Packets.Rtp(1_000));
        var old = Packets.Rtp(13);
        sender.TryProtect(old, old.Length - Packets.Room, out _).ShouldBeFalse("whether it was sent can no longer be told");
    }

    [Fact]
    public void The_48_bit_index_is_never_wrapped()
    {
        const ulong Last = (1UL << 48) - 1;
        PacketIndex.Estimate(Last - 1, 0xFFFF).ShouldBe(Last);
        PacketIndex.Estimate(Last, 0).ShouldBe(PacketIndex.Exhausted);
    }

    [Theory]
    [InlineData(0x0_0003UL, 0x0004, 0x0_0004UL)]
    [InlineData(0x0_FFFFUL, 0x0000, 0x1_0000UL)]
    [InlineData(0x1_0000UL, 0xFFFF, 0x0_FFFFUL)]
    [InlineData(0x1_7FFFUL, 0xFFFF, 0x1_FFFFUL)]
    [InlineData(0x1_7FFEUL, 0xFFFF, 0x0_FFFFUL)]
    [InlineData(0x1_8000UL, 0x0000, 0x1_0000UL)]
    [InlineData(0x1_8001UL, 0x0000, 0x2_0000UL)]
    [InlineData(0x0_0003UL, 0xFFFF, 0x0_FFFFUL)]
    public void The_index_is_estimated_as_in_appendix_A(ulong highest, int sequence, ulong expected) =>
        PacketIndex.Estimate(highest, (ushort)sequence).ShouldBe(expected);
}
