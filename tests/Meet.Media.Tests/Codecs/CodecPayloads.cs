namespace Meet.Media.Tests.Codecs;

/// <summary>Payloads as encoders write them, as far as forwarding reads them; the rest is zeros.</summary>
internal static class CodecPayloads
{
    /// <summary>
    /// The structure that Chromium sends for three spatial and three temporal layers of AV1 (480x270); its templates 0, 5 and 10 are the later
    /// frames of the lowest temporal layer.
    /// </summary>
    private static readonly byte[] Structure = Convert.FromHexString(
        "c1017280081485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a80006000040001d954926e082b04a0941b820ac1282503157f974" +
        "000ca864330e222222eca8655304224230eca877530077004200ef008601df010d");

    /// <summary>SPS, PPS and the beginning of an IDR slice in one packet (STAP-A), or another slice.</summary>
    public static byte[] H264(bool keyframe, int size) =>
        Sized(Convert.FromHexString(keyframe ? "78" + "0004" + "6742c01f" + "0003" + "68ce3c" + "0002" + "6588" : "419a"), keyframe ? 16 : size);

    /// <summary>A packet of one spatial layer, in non-flexible mode; the keyframe's first packet tells sizes of 90, 180 and 360 lines.</summary>
    public static byte[] Vp9(bool keyframe, int picture, int spatial, bool starts, bool ends, int size, int temporal = 0, bool isUp = false, bool isUnused = false)
    {
        var structure = keyframe && spatial == 0 && starts;
        var flags = 0xA0 | (keyframe ? 0 : 0x40) | (starts ? 0x08 : 0) | (ends ? 0x04 : 0) | (structure ? 0x02 : 0) | (isUnused ? 0x01 : 0);
        var layer = (temporal << 5) | (isUp ? 0x10 : 0) | (spatial << 1) | (spatial > 0 ? 1 : 0);
        return Sized(
        [
            (byte)flags, (byte)(0x80 | (picture >> 8)), (byte)picture, (byte)layer, 7,
            .. structure ? Convert.FromHexString("58" + "00a0005a" + "014000b4" + "02800168" + "01" + "1401") : [],
        ], size);
    }

    /// <summary>An aggregation header with one OBU element.</summary>
    public static byte[] Av1(bool keyframe, int size) => Sized([(byte)(keyframe ? 0x18 : 0x10)], size);

    /// <summary>The dependency descriptor of a frame of the lowest temporal layer.</summary>
    public static byte[] Descriptor(bool keyframe, int spatial, int frame, bool starts, bool ends)
    {
        var flags = (starts ? 0x80 : 0) | (ends ? 0x40 : 0);
        var template = (5 * spatial) + (keyframe ? 1 : 0);
        byte[] first = [(byte)(flags | template), (byte)(frame >> 8), (byte)frame];
        return keyframe && spatial == 0 && starts ? [.. first, .. Structure[3..]] : first;
    }

    private static byte[] Sized(byte[] beginning, int size)
    {
        Array.Resize(ref beginning, Math.Max(size, beginning.Length));
        return beginning;
    }
}
