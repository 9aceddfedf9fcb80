using FsCheck;
using FsCheck.Fluent;
using Meet.Media.Rooms;

namespace Meet.Media.Tests.Rooms;

public sealed class EqualLengthsTests
{
    [Theory]
    [InlineData("1100 1100 1101 1101", "1 1 0 0")] // as Chromium cuts: the longer ones last
    [InlineData("1100 1100 1100 900", "0 0 0 0")] // the last may be shorter
    [InlineData("1100 1101 900", "1 0 0")]
    [InlineData("1101 1100 900", "0 1 0")] // else the shorter one would end the message before its last packet
    [InlineData("1101 1100 1200", "0 0 0")] // no message goes on with a longer one
    [InlineData("1000 1008 1016", "8 0 0")] // no packet is padded further
    [InlineData("1000 1009", "0 0")]
    [InlineData("20", "0")]
    [InlineData("1100 1100 500 501 502", "0 0 2 1 0")]
    public void Packets_that_differ_a_little_get_one_length(string lengths, string padding)
    {
        var burst = Burst(lengths.Split(' ').Select(int.Parse));
        EqualLengths.Pad(burst);
        string.Join(' ', burst.Select(packet => packet.Padding)).ShouldBe(padding);
    }

    [Fact]
    public void The_descriptor_in_the_header_counts()
    {
        var burst = Burst([1000, 1004]);
        burst[0].DescriptorLength = 4;
        EqualLengths.Pad(burst);
        burst[0].Padding.ShouldBe((byte)0);
    }

    [Fact]
    public void There_are_never_more_messages_and_never_more_than_a_few_bytes() => Prop.ForAll(
        (from lengths in Gen.Choose(990, 1020).ArrayOf() select lengths).ToArbitrary(),
        lengths =>
        {
            var burst = Burst(lengths);
            EqualLengths.Pad(burst);
            burst.ShouldAllBe(packet => packet.Padding <= EqualLengths.Most);
            Messages(burst.Select(packet => packet.PayloadLength + packet.Padding)).ShouldBeLessThanOrEqualTo(Messages(lengths));
        }).QuickCheckThrowOnFailure();

    private static BurstPacket[] Burst(IEnumerable<int> lengths) => [.. lengths.Select(length => new BurstPacket { PayloadLength = length })];

    // As SendQueue makes them.
    private static int Messages(IEnumerable<int> lengths)
    {
        var (count, segment, isOpen) = (0, 0, false);
        foreach (var length in lengths)
        {
            if (!isOpen || length > segment)
                (count, segment, isOpen) = (count + 1, length, true);
            else
                isOpen = length == segment;
        }

        return count;
    }
}
