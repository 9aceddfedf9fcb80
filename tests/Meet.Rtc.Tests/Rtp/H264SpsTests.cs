using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

public sealed class H264SpsTests
{
    [Theory]
    [InlineData("6742c01fda014016e9a828282a000003000200000300791e306540", 720)] // Constrained Baseline, emulation prevention
    [InlineData("6742c01e8d680a03da", 480)]
    [InlineData("6764001facd9405005bb011000000300100000030320f162d960", 720)] // High, of x264
    [InlineData("674d001f9a6602802dd80b5010101014", 720)] // Main
    [InlineData("6742e01fe540a0cfce80", 180)] // 192 lines, cropped
    [InlineData("6742e01fe5405017fca8", 360)]
    [InlineData("6742e01fda07823fa4", 270)] // picture order type 2
    [InlineData("6742e01fd08da3201e0111f680", 1080)] // fields, picture order type 1
    public void The_height_is_read(string sps, int height)
    {
        H264Sps.TryReadHeight(Convert.FromHexString(sps), out var read).ShouldBeTrue();
        read.ShouldBe(height);
    }

    [Theory]
    [InlineData("")]
    [InlineData("6742c01f")]
    [InlineData("6742e01fe540a0")]
    [InlineData("6742e01f0000000000000000")]
    public void What_is_cut_off_is_not(string sps) => H264Sps.TryReadHeight(Convert.FromHexString(sps), out _).ShouldBeFalse();

    [Theory]
    [InlineData("6742c01e8d680a03da", 0, 9)]
    [InlineData("78" + "0002" + "0910" + "0009" + "6742c01e8d680a03da" + "0003" + "68ce3c", 7, 9)]
    [InlineData("7c8742c0", 0, 0)] // a piece of one
    [InlineData("6588", 0, 0)]
    public void Its_place_in_a_packet_is_known(string hex, int offset, int length)
    {
        H264Payload.TryParse(Convert.FromHexString(hex), out var payload).ShouldBeTrue();
        (payload.SpsOffset, payload.SpsLength).ShouldBe((offset, length));
    }

    [Fact]
    public void Damaged_sets_never_throw()
    {
        var valid = Convert.FromHexString("6764001facd9405005bb011000000300100000030320f162d960");
        var mutations = new Mutations(12);
        for (var i = 0; i < 200_000; i++)
        {
            if (H264Sps.TryReadHeight(mutations.Next(valid), out var height))
                height.ShouldBeInRange(1, 16384);
        }
    }
}
