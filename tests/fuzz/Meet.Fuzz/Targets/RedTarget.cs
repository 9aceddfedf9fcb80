using Meet.Rtc.Rtp;

namespace Meet.Fuzz.Targets;

/// <summary>Redundant audio: every block lies within the payload, and other payload types leave all else as it was.</summary>
internal static class RedTarget
{
    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            if (!RedPayload.TryParse(input, out var red)) return false;
            var end = red.PrimaryOffset;
            for (var i = red.Blocks - 2; i >= 0; i--)
            {
                var block = red.Redundant(i);
                if (block.Offset + block.Length != end) throw new BrokenPromiseException("The blocks do not lie one behind the other.");
                end = block.Offset;
            }

            if (end != (4 * (red.Blocks - 1)) + 1) throw new BrokenPromiseException("The first block does not lie behind the headers.");
            var copy = input.ToArray();
            RedPayload.SetTypes(copy, 5);
            if (!RedPayload.TryParse(copy, out var changed) || !changed.IsAllOf(5) || changed.PrimaryOffset != red.PrimaryOffset)
                throw new BrokenPromiseException("Other types made another payload.");
            return true;
        },
        Convert.FromHexString("ef0f00036f0102030405"),
        Convert.FromHexString("ef1e0002ef0f00016faabbcc0405"),
        Convert.FromHexString("6f01"));
}
