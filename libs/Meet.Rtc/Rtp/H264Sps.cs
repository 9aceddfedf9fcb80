namespace Meet.Rtc.Rtp;

/// <summary>The height of an H.264 picture, from its sequence parameter set (ITU-T H.264 section 7.3.2.1.1).</summary>
public static class H264Sps
{
    /// <summary>Everything up to the size lies in fewer bytes.</summary>
    private const int MaxRead = 64;
    private const int MacroblockLines = 16;

    /// <summary>Profiles whose sets begin with a chroma format.</summary>
    private static bool HasChroma(uint profile) => profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135;

    /// <param name="nal">The NAL unit with its header byte.</param>
    /// <param name="height">In pixels, 1 to 16384.</param>
    /// <returns>False for a set that is cut off or makes no sense, and for one with scaling matrices.</returns>
    public static bool TryReadHeight(ReadOnlySpan<byte> nal, out int height)
    {
        height = 0;
        Span<byte> plain = stackalloc byte[MaxRead];
        var bits = new BitReader(plain[..Unescape(nal, plain)]);
        bits.Read(8);
        var profile = bits.Read(8);
        bits.Read(16);
        ReadUnsigned(ref bits);
        var linesPerChroma = 2u;
        if (HasChroma(profile) && !TryReadChroma(ref bits, out linesPerChroma))
            return false;
        ReadUnsigned(ref bits);
        SkipOrder(ref bits);
        ReadUnsigned(ref bits);
        bits.Read(1);
        ReadUnsigned(ref bits);
        var units = ReadUnsigned(ref bits) + 1L;
        var fields = bits.ReadFlag() ? 1 : 2;
        bits.Read(fields == 2 ? 2 : 1);
        var cropped = 0L;
        if (bits.ReadFlag())
        {
            ReadUnsigned(ref bits);
            ReadUnsigned(ref bits);
            cropped = linesPerChroma * fields * ((long)ReadUnsigned(ref bits) + ReadUnsigned(ref bits));
        }

        var lines = (units * fields * MacroblockLines) - cropped;
        if (bits.HasFailed || lines is < 1 or > 16384)
            return false;
        height = (int)lines;
        return true;
    }

    /// <summary>Takes out emulation prevention: the third byte of 00 00 03 (section 7.4.1).</summary>
    private static int Unescape(ReadOnlySpan<byte> nal, Span<byte> plain)
    {
        int length = 0, zeros = 0;
        for (var i = 0; i < nal.Length && length < plain.Length; i++)
        {
            var isEscape = zeros >= 2 && nal[i] == 3;
            zeros = nal[i] == 0 ? zeros + 1 : 0;
            if (!isEscape)
                plain[length++] = nal[i];
        }

        return length;
    }

    private static bool TryReadChroma(ref BitReader bits, out uint linesPerChroma)
    {
        var format = ReadUnsigned(ref bits);
        linesPerChroma = format == 1 ? 2u : 1u;
        if (format == 3)
            bits.Read(1);
        ReadUnsigned(ref bits);
        ReadUnsigned(ref bits);
        bits.Read(1);
        return !bits.ReadFlag();
    }

    /// <summary>pic_order_cnt_type and what follows from it.</summary>
    private static void SkipOrder(ref BitReader bits)
    {
        var type = ReadUnsigned(ref bits);
        if (type == 0)
            ReadUnsigned(ref bits);
        if (type != 1)
            return;
        bits.Read(1);
        ReadUnsigned(ref bits);
        ReadUnsigned(ref bits);
        for (var left = ReadUnsigned(ref bits); left > 0 && !bits.HasFailed; left--)
            ReadUnsigned(ref bits);
    }

    /// <summary>ue(v), section 9.1; se(v) has the same length.</summary>
    private static uint ReadUnsigned(ref BitReader bits)
    {
        var zeros = 0;
        while (zeros < 32 && !bits.HasFailed && !bits.ReadFlag())
            zeros++;
        return zeros < 32 ? (1u << zeros) - 1 + bits.Read(zeros) : bits.Read(32);
    }
}
