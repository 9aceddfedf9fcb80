using FsCheck;
using FsCheck.Fluent;
using Meet.Rtc.Rtp;

namespace Meet.Rtc.Tests.Rtp;

/// <summary>Picture numbers of 15 and of 7 bits that begin anywhere, over changes of the source.</summary>
public sealed class PictureContinuityProperties
{
    /// <param name="Back">The packet is of a picture so many before the newest.</param>
    /// <param name="On">So many pictures after it, where it is of a new one; the layers between are left out.</param>
    private sealed record Step(int Back, int On, int Tl0);

    private sealed record Source(int Picture, int Tl0, List<Step> Steps);

    private static readonly Gen<(bool IsLong, List<Source> Sources)> Streams =
        from isLong in Gen.Elements(true, false)
        from sources in (from picture in Gen.Choose(0, 0x7FFF)
                         from tl0 in Gen.Choose(0, 255)
                         from count in Gen.Choose(1, 200)
                         from steps in (from back in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
                                        from ahead in Gen.Choose(0, 4)
                                        from more in Gen.Choose(0, 1)
                                        select new Step(back, ahead, more)).ListOf(count)
                         select new Source(picture, tl0, steps.ToList())).ListOf(5)
        select (isLong, sources.ToList());

    [Fact]
    public void Each_source_follows_the_newest_picture_sent_and_keeps_its_distances() => Prop.ForAll(Streams.ToArbitrary(), stream =>
    {
        var mask = stream.IsLong ? 0x7FFF : 0x7F;
        var continuity = default(PictureContinuity);
        (int Picture, int Tl0)? newest = null;
        foreach (var source in stream.Sources)
        {
            continuity.LeaveSource();
            // The first number of each source, in and out; from there on both count alike.
            var (picture, tl0) = (0, 0);
            var (outPicture, outTl0) = newest is { } last ? (last.Picture + 1, last.Tl0 + 1) : (source.Picture, source.Tl0);
            Send(ref continuity, stream.IsLong, source.Picture & mask, source.Tl0).ShouldBe((outPicture & mask, outTl0 & 0xFF));
            foreach (var step in source.Steps)
            {
                if (step.Back == 0)
                    (picture, tl0) = (picture + step.On, tl0 + step.Tl0);
                var of = Math.Max(0, picture - step.Back);
                Send(ref continuity, stream.IsLong, (source.Picture + of) & mask, (source.Tl0 + tl0) & 0xFF)
                    .ShouldBe(((outPicture + of) & mask, (outTl0 + tl0) & 0xFF));
            }

            newest = (outPicture + picture, outTl0 + tl0);
        }
    }).QuickCheckThrowOnFailure();

    private static (int Picture, int Tl0) Send(ref PictureContinuity continuity, bool isLong, int picture, int tl0)
    {
        byte[] payload = isLong
            ? [0x90, 0xC0, (byte)(0x80 | (picture >> 8)), (byte)picture, (byte)tl0, 1]
            : [0x90, 0xC0, (byte)picture, (byte)tl0, 1];
        Vp8Descriptor.TryParse(payload, out var descriptor).ShouldBeTrue();
        continuity.Rewrite(payload, descriptor.Numbers);
        Vp8Descriptor.TryParse(payload, out descriptor).ShouldBeTrue();
        return (descriptor.PictureId, descriptor.Tl0PicIdx);
    }
}
