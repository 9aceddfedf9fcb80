namespace Meet.Rtc.Rtp;

/// <summary>Reads big-endian bit fields. Past the end it answers 0 and <see cref="HasFailed"/> stays true.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    public bool HasFailed { get; private set; }

    public bool ReadFlag() => Read(1) != 0;

    /// <param name="count">0 to 32 bits.</param>
    public uint Read(int count)
    {
        if (count > (_data.Length * 8) - _position)
        {
            HasFailed = true;
            _position = _data.Length * 8;
            return 0;
        }

        uint value = 0;
        while (count > 0)
        {
            var left = 8 - (_position & 7);
            var taken = Math.Min(left, count);
            value = (value << taken) | (((uint)_data[_position >> 3] >> (left - taken)) & ((1u << taken) - 1));
            _position += taken;
            count -= taken;
        }

        return value;
    }

    /// <summary>ns(n) of the AV1 specification, section 4.10.7: a value below <paramref name="n"/>, the lower ones a bit shorter.</summary>
    /// <param name="n">At least 1.</param>
    public uint ReadNonSymmetric(uint n)
    {
        var width = 32 - System.Numerics.BitOperations.LeadingZeroCount(n);
        var shorter = (1u << width) - n;
        var value = Read(width - 1);
        return value < shorter ? value : (value << 1) - shorter + Read(1);
    }
}
