using Meet.Rtc.Sdp;

namespace Meet.Rtc.Tests.Sdp;

public sealed class VideoFormatsTests
{
    [Theory]
    [InlineData("level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f", "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f")]
    [InlineData("profile-level-id=42E01F; packetization-mode=1", "packetization-mode=1;profile-level-id=42E01F")]
    [InlineData("packetization-mode=1;profile-level-id=42c01f", "packetization-mode=1;profile-level-id=42c01f")]
    [InlineData("packetization-mode=1;profile-level-id=4d801f", "packetization-mode=1;profile-level-id=4d801f")] // Main with constraint_set0
    [InlineData("packetization-mode=1;profile-level-id=58c01f", "packetization-mode=1;profile-level-id=58c01f")] // Extended with both
    [InlineData("packetization-mode=0;profile-level-id=42e01f", null)]
    [InlineData("profile-level-id=42e01f", null)] // mode 0
    [InlineData("packetization-mode=1", null)] // Baseline
    [InlineData("packetization-mode=1;profile-level-id=42001f", null)] // Baseline
    [InlineData("packetization-mode=1;profile-level-id=4d001f", null)] // Main
    [InlineData("packetization-mode=1;profile-level-id=64001f", null)] // High
    [InlineData("packetization-mode=1;profile-level-id=42e01", null)]
    [InlineData("packetization-mode=1;profile-level-id=42e01g", null)]
    public void Of_H264_constrained_baseline_in_mode_1_is_taken(string offered, string? answered) => VideoFormats.H264(offered).ShouldBe(answered);

    [Theory]
    [InlineData("", "profile-id=0")]
    [InlineData("profile-id=0", "profile-id=0")]
    [InlineData("profile-id=2", null)]
    public void Of_VP9_profile_0_is_taken(string offered, string? answered) => VideoFormats.Vp9(offered).ShouldBe(answered);

    [Theory]
    [InlineData("", "profile=0")]
    [InlineData("level-idx=5;profile=0;tier=0", "level-idx=5;profile=0;tier=0")]
    [InlineData("level-idx=99;tier=x", "profile=0")]
    [InlineData("level-idx=5;profile=1;tier=0", null)]
    public void Of_AV1_profile_0_is_taken(string offered, string? answered) => VideoFormats.Av1(offered).ShouldBe(answered);

    [Fact]
    public void The_first_format_that_fits_is_answered()
    {
        var choice = new CodecChoice("H264", 90000, "", [], []) { Format = VideoFormats.H264 };
        SdpCodec[] codecs = [H264(102, "packetization-mode=1;profile-level-id=64001f"), H264(104, "packetization-mode=1;profile-level-id=42e01f")];
        var section = new OfferedSection { Line = 1, Kind = SdpKind.Video, KindText = "video", Port = 9, Protocol = "", Formats = "", Mid = "0", Codecs = codecs };

        choice.Codec(section)!.PayloadType.ShouldBe((byte)104);
        choice.Codec(section with { Codecs = [codecs[0]] }).ShouldBeNull();
    }

    private static SdpCodec H264(byte type, string parameters) => new(type, "H264", 90000, 1, parameters, []);
}
