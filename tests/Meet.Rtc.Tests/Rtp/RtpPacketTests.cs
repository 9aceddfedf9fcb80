using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class RtpPacketTests
{
    // Marker, type 96, sequence 0x1234, two-byte extensions 3 = "ab", 200 = "", payload 1 2 3, padding of 2.
    private static readonly byte[] TwoByte = Convert.FromHexString(
        "b0e01234000000640000002a" + "10000002" + "03026162c800" + "0000" + "010203" + "0002");

    [Fact]
    public void What_is_built_is_read_back()
    {
        var packet = Build();

        RtpPacket.TryParse(packet, out var read).ShouldBeTrue();
        read.PayloadType.ShouldBe((byte)111);
        read.Marker.ShouldBeTrue();
        read.Sequence.ShouldBe((ushort)65535);
        read.Timestamp.ShouldBe(4_000_000_000u);
        read.Ssrc.ShouldBe(7u);
        read.Payload.ToArray().ShouldBe([9, 8, 7]);
        read.TryGetExtension(4, out var mid).ShouldBeTrue();
        mid.ToArray().ShouldBe("12"u8.ToArray());
        read.TryGetExtension(1, out var level).ShouldBeTrue();
        AudioLevel.Loudness(level).ShouldBe(127 - 0x30);
        read.TryGetExtension(2, out _).ShouldBeFalse();
    }

    [Fact]
    public void Two_byte_extensions_and_padding_are_read()
    {
        RtpPacket.TryParse(TwoByte, out var packet).ShouldBeTrue();

        packet.TryGetExtension(3, out var value).ShouldBeTrue();
        value.ToArray().ShouldBe("ab"u8.ToArray());
        packet.TryGetExtension(200, out value).ShouldBeTrue();
        value.Length.ShouldBe(0);
        packet.Payload.ToArray().ShouldBe([1, 2, 3]);
        packet.PaddingLength.ShouldBe(2);
    }

    [Fact]
    public void A_header_is_rewritten_in_place()
    {
        var packet = Build();
        RtpHeader.SetPayloadType(packet, 96);
        RtpHeader.SetMarker(packet, false);
        RtpHeader.SetSequence(packet, 1);
        RtpHeader.SetTimestamp(packet, 2);
        RtpHeader.SetSsrc(packet, 3);
        RtpHeader.RenameExtensions(packet, 12, [0, 0, 0, 0, 9]).ShouldBeTrue();

        RtpPacket.TryParse(packet, out var read).ShouldBeTrue();
        (read.PayloadType, read.Marker, read.Sequence, read.Timestamp, read.Ssrc).ShouldBe(((byte)96, false, (ushort)1, 2u, 3u));
        read.TryGetExtension(9, out var mid).ShouldBeTrue();
        mid.ToArray().ShouldBe("12"u8.ToArray());
        read.TryGetExtension(1, out _).ShouldBeFalse();
        read.Payload.ToArray().ShouldBe([9, 8, 7]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("40e01234000000640000002a")] // version 1
    [InlineData("8fe01234000000640000002a")] // 15 CSRCs that are not there
    [InlineData("90e01234000000640000002abede")] // half an extension header
    [InlineData("90e01234000000640000002abede0001")] // an extension word that is not there
    [InlineData("a0e01234000000640000002a0100")] // padding of 0
    [InlineData("a0e01234000000640000002a0103")] // padding longer than what follows the header
    public void Malformed_packets_are_rejected(string hex) =>
        RtpPacket.TryParse(Convert.FromHexString(hex), out _).ShouldBeFalse();

    [Theory]
    [InlineData("80c8000600000000", true)]
    [InlineData("81ce000200000000", true)]
    [InlineData("80e0000000000000", false)]
    [InlineData("806f000000000000", false)]
    [InlineData("16c8000000000000", false)]
    public void Rtcp_is_told_from_rtp(string hex, bool expected) =>
        RtpPacket.LooksLikeRtcp(Convert.FromHexString(hex)).ShouldBe(expected);

    [Fact]
    public void Damaged_packets_never_throw()
    {
        var valid = Build();
        var mutations = new Mutations(2);
        for (var i = 0; i < 200_000; i++)
        {
            var input = mutations.Next(i % 2 == 0 ? valid : TwoByte);
            if (!RtpPacket.TryParse(input, out var packet))
                continue;
            (packet.Payload.Length + packet.HeaderLength + packet.PaddingLength).ShouldBe(input.Length);
            for (var id = 0; id < 16; id++)
                packet.TryGetExtension(id, out _);
            if (packet.HeaderLength > 16 && (input[0] & 0x1F) == 0x10)
                RtpHeader.RenameExtensions(input, 12, [0, 3, 4]);
        }
    }

    [Fact]
    public void Long_values_go_into_the_two_byte_form()
    {
        var buffer = new byte[200];
        var written = Enumerable.Range(0, 100).Select(i => (byte)i).ToArray();
        var builder = new RtpPacketBuilder(buffer, 45, true, 1, 2, 7, isTwoByte: true);
        builder.AddExtension(4, "12"u8);
        builder.AddExtension(12, written);
        var length = builder.End([9, 8, 7]);

        RtpPacket.TryParse(buffer.AsSpan(0, length), out var packet).ShouldBeTrue();
        packet.TryGetExtension(12, out var value).ShouldBeTrue();
        value.ToArray().ShouldBe(written);
        packet.TryGetExtension(4, out value).ShouldBeTrue();
        value.ToArray().ShouldBe("12"u8.ToArray());
        packet.Payload.ToArray().ShouldBe([9, 8, 7]);

        var oneByte = new RtpPacketBuilder(buffer, 45, true, 1, 2, 7);
        oneByte.AddExtension(12, written);
        oneByte.EndHeader().ShouldBe(12, "the one-byte form has no room for it");
    }

    internal static byte[] Build()
    {
        var buffer = new byte[100];
        var builder = new RtpPacketBuilder(buffer, 111, true, 65535, 4_000_000_000, 7);
        builder.AddExtension(4, "12"u8);
        builder.AddExtension(1, [0xB0]);
        builder.AddExtension(0, [1]);
        return buffer[..builder.End([9, 8, 7])];
    }
}
