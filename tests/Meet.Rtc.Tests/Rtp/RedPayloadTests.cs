using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class RedPayloadTests
{
    // Type 111, 960 units earlier, 3 bytes; then type 111: as Chromium writes one frame of redundancy.
    private static readonly byte[] One = Convert.FromHexString("ef" + "0f0003" + "6f" + "010203" + "0405");

    [Fact]
    public void One_earlier_frame_and_the_primary_are_read()
    {
        RedPayload.TryParse(One, out var red).ShouldBeTrue();

        (red.Blocks, red.PrimaryType, red.PrimaryOffset).ShouldBe((2, (byte)111, 8));
        red.Primary.ToArray().ShouldBe([4, 5]);
        red.Redundant(0).ShouldBe(new RedundantBlock(111, 960, 5, 3));
        (red.IsAllOf(111), red.IsAllOf(110)).ShouldBe((true, false));
    }

    [Fact]
    public void A_frame_alone_has_a_header_of_one_byte()
    {
        RedPayload.TryParse([0x6F, 1, 2], out var red).ShouldBeTrue();
        (red.Blocks, red.PrimaryOffset).ShouldBe((1, 1));
        red.Primary.ToArray().ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ef")] // a header of one byte that says it has four
    [InlineData("ef0f00")]
    [InlineData("ef0f0000")] // no primary header
    [InlineData("ef0f00036f0102")] // a block cut off
    [InlineData("ef0f03ff6f010203")]
    public void What_is_cut_off_is_refused(string hex) => RedPayload.TryParse(Convert.FromHexString(hex), out _).ShouldBeFalse();

    [Fact]
    public void More_blocks_than_any_sender_has_are_refused()
    {
        byte[] Of(int redundant) => [.. Enumerable.Repeat<byte[]>([0xEF, 0, 4, 0], redundant).SelectMany(header => header), 0x6F, 1];
        RedPayload.TryParse(Of(RedPayload.MaxBlocks - 1), out var most).ShouldBeTrue();
        most.Blocks.ShouldBe(RedPayload.MaxBlocks);
        RedPayload.TryParse(Of(RedPayload.MaxBlocks), out _).ShouldBeFalse();
    }

    [Fact]
    public void Another_receivers_types_change_nothing_else()
    {
        var payload = One.ToArray();
        RedPayload.SetTypes(payload, 96);
        payload.ShouldBe(Convert.FromHexString("e0" + "0f0003" + "60" + "010203" + "0405"));
    }

    [Fact]
    public void Blocks_of_different_codecs_are_told_apart()
    {
        RedPayload.TryParse(Convert.FromHexString("80" + "000001" + "6f" + "ff" + "01"), out var red).ShouldBeTrue();
        (red.IsAllOf(111), red.Redundant(0).PayloadType).ShouldBe((false, (byte)0));
    }

    [Fact]
    public void What_is_written_is_read() => Prop.ForAll(Payloads().ToArbitrary(), written =>
    {
        var bytes = written.ToBytes();
        RedPayload.TryParse(bytes, out var red).ShouldBeTrue();
        red.Blocks.ShouldBe(written.Redundant.Length + 1);
        red.Primary.ToArray().ShouldBe(written.Primary);
        for (var i = 0; i < written.Redundant.Length; i++)
        {
            var block = red.Redundant(i);
            block.TimestampOffset.ShouldBe(written.Redundant[i].Earlier);
            bytes.AsSpan(block.Offset, block.Length).ToArray().ShouldBe(written.Redundant[i].Frame);
        }

        RedPayload.SetTypes(bytes, 7);
        bytes.ShouldBe((written with { Type = 7 }).ToBytes());
    }).QuickCheckThrowOnFailure();

    private static Gen<Written> Payloads() =>
        from type in Gen.Choose(0, 127)
        from redundant in (from earlier in Gen.Choose(0, 0x3FFF) from frame in Frame(1023) select (earlier, frame)).ArrayOf()
        from primary in Frame(1200)
        select new Written((byte)type, [.. redundant.Take(RedPayload.MaxBlocks - 1)], primary);

    private static Gen<byte[]> Frame(int most) =>
        from length in Gen.Frequency((4, Gen.Choose(0, 80)), (1, Gen.Choose(0, most)))
        from first in Gen.Choose(0, 255)
        select Enumerable.Range(first, length).Select(value => (byte)value).ToArray();

    private sealed record Written(byte Type, (int Earlier, byte[] Frame)[] Redundant, byte[] Primary)
    {
        public byte[] ToBytes()
        {
            var bytes = new List<byte>();
            foreach (var (earlier, frame) in Redundant)
                bytes.AddRange([(byte)(0x80 | Type), (byte)(earlier >> 6), (byte)(((earlier & 0x3F) << 2) | (frame.Length >> 8)), (byte)frame.Length]);
            bytes.Add(Type);
            foreach (var (_, frame) in Redundant)
                bytes.AddRange(frame);
            bytes.AddRange(Primary);
            return [.. bytes];
        }
    }
}
