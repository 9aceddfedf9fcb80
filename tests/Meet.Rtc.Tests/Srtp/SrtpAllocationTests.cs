using System.Buffers.Binary;
using Meet.Rtc.Srtp;
using Meet.Rtc.Srtp.Ciphers;
using Meet.Testing;

namespace Meet.Rtc.Tests.Srtp;

public sealed class SrtpAllocationTests
{
    [Theory, MemberData(nameof(Packets.ProfilesAndBackends), MemberType = typeof(Packets))]
    internal void Ten_thousand_packets_allocate_nothing(SrtpProfile profile, CipherBackend backend)
    {
        using var sender = Packets.Sender(profile, backend);
        using var receiver = Packets.Receiver(profile, backend);
        var packet = Packets.Rtp(0, payload: 1_000);
        var report = Packets.Rtcp();
        Run(sender, receiver, packet, report, 0, 200).ShouldBe(200);

        var passed = 0;
        var allocated = Allocations.Least(round => passed = Run(sender, receiver, packet, report, 200 + (10_000 * round), 10_000));

        passed.ShouldBe(10_000);
        allocated.ShouldBe(0);
    }

    private static int Run(SrtpSender sender, SrtpReceiver receiver, byte[] packet, byte[] report, int first, int count)
    {
        var passed = 0;
        for (var i = first; i < first + count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)i);
            var ok = sender.TryProtect(packet, packet.Length - Packets.Room, out var length)
                && receiver.TryUnprotect(packet, length, out _)
                && !receiver.TryUnprotect(packet, length, out _)
                && sender.TryProtectRtcp(report, report.Length - Packets.Room, out length)
                && receiver.TryUnprotectRtcp(report, length, out _);
            if (ok) passed++;
        }

        return passed;
    }
}
