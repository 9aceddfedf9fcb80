using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>The size of a VP8 picture, which each keyframe begins with (RFC 6386 section 9.1).</summary>
/// <param name="Width">In pixels, 1 to 16383.</param>
/// <param name="Height">In pixels, 1 to 16383.</param>
public readonly record struct Vp8FrameSize(int Width, int Height)
{
    /// <param name="frame">The beginning of a keyframe, after the payload descriptor.</param>
    public static bool TryRead(ReadOnlySpan<byte> frame, out Vp8FrameSize size)
    {
        size = default;
        // Frame tag (3 bytes, lowest bit 0 for a keyframe), start code, then 14 bits each with 2 bits of scaling above them.
        if (frame.Length < 10 || (frame[0] & 1) != 0 || frame[3] != 0x9D || frame[4] != 0x01 || frame[5] != 0x2A)
            return false;
        size = new Vp8FrameSize(
            BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]) & 0x3FFF);
        return size is { Width: > 0, Height: > 0 };
    }
}
