namespace Meet.Rtc.Tests.Rtp;

/// <summary>Damages valid input with a fixed seed, so that a failure can be repeated.</summary>
internal sealed class Mutations(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Flips, overwrites, inserts, removes or cuts a few bytes, or answers pure noise.</summary>
    public byte[] Next(byte[] valid)
    {
        if (_random.Next(20) == 0)
            return Noise();
        var bytes = new List<byte>(valid);
        for (var i = _random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            var at = _random.Next(bytes.Count);
            switch (_random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << _random.Next(8)); break;
                case 1: bytes[at] = (byte)_random.Next(256); break;
                case 2: bytes[at] = _random.Next(2) == 0 ? byte.MaxValue : byte.MinValue; break;
                case 3: bytes.Insert(at, (byte)_random.Next(256)); break;
                case 4: bytes.RemoveAt(at); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return [.. bytes];
    }

    private byte[] Noise()
    {
        var noise = new byte[_random.Next(0, 200)];
        _random.NextBytes(noise);
        return noise;
    }
}
