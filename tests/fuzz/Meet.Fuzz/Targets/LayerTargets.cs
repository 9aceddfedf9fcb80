using Meet.Rtc.Rtp;

namespace Meet.Fuzz.Targets;

/// <summary>The VP8 descriptor, its counters, and the size behind it.</summary>
internal static class Vp8Target
{
    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            if (!Vp8Descriptor.TryParse(input, out var descriptor)) return false;
            if (descriptor.Length > input.Length) throw new BrokenPromiseException("A descriptor longer than its packet.");
            if (Vp8FrameSize.TryRead(input[descriptor.Length..], out var size) && size is not { Width: >= 1 and <= 16383, Height: >= 1 and <= 16383 })
                throw new BrokenPromiseException("A size that no picture has.");
            var copy = input.ToArray();
            descriptor.Numbers.Rewrite(copy, 1, 2);
            if (!Vp8Descriptor.TryParse(copy, out var again) || again.Length != descriptor.Length || again.IsKeyframe != descriptor.IsKeyframe)
                throw new BrokenPromiseException("Rewriting broke the descriptor.");
            return true;
        },
        Convert.FromHexString("90e081230740" + "100200" + "9d012a" + "0005d002" + "00"),
        Convert.FromHexString("908005" + "100200" + "9d012a" + "80020e01"),
        Convert.FromHexString("80f0812307cf" + "31"));
}

/// <summary>The VP9 descriptor and its counters.</summary>
internal static class Vp9Target
{
    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            if (!Vp9Descriptor.TryParse(input, out var descriptor)) return false;
            if (descriptor.Length > input.Length) throw new BrokenPromiseException("A descriptor longer than its packet.");
            for (var i = 0; i < descriptor.References; i++) descriptor.PictureDifference(i);
            for (var layer = 0; layer < descriptor.SpatialLayers; layer++) descriptor.HeightOf(input, layer);
            var copy = input.ToArray();
            descriptor.Numbers.Rewrite(copy, 1, 2);
            if (!Vp9Descriptor.TryParse(copy, out var again) || again.Length != descriptor.Length)
                throw new BrokenPromiseException("Rewriting broke the descriptor.");
            return true;
        },
        Convert.FromHexString("aa9234005558" + "00a0005a014000b402800168" + "0114018349"),
        Convert.FromHexString("fc1153070886"));
}

/// <summary>H.264 payloads with their parameter sets, and the AV1 aggregation header.</summary>
internal static class H264Target
{
    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            if (Av1Aggregation.TryParse(input, out var header) && header.StartsSequence && header.StartsWithContinuation)
                throw new BrokenPromiseException("A sequence that begins in the middle.");
            if (!H264Payload.TryParse(input, out var payload)) return false;
            if (payload.NalType is < 1 or > 23) throw new BrokenPromiseException("A type that is no NAL unit's.");
            if (H264Sps.TryReadHeight(input.Slice(payload.SpsOffset, payload.SpsLength), out var height) && height is < 1 or > 16384)
                throw new BrokenPromiseException("A height that no picture has.");
            return true;
        },
        Convert.FromHexString("7800046742c01f000368ce3c00026588"),
        Convert.FromHexString("7c8588"),
        Convert.FromHexString("6742c01fda014016e9a828282a000003000200000300791e306540"),
        Convert.FromHexString("6588"));
}

/// <summary>Dependency descriptors of one stream: whatever came before, a valid keyframe is read, and what is refused changes nothing.</summary>
internal sealed class DependencyDescriptorTarget : IFuzzTarget
{
    private static readonly byte[] s_keyframe = Convert.FromHexString(
        "c1017280081485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a80006000040001d954926e082b04a0941b820ac1282503157f974" +
        "000ca864330e222222eca8655304224230eca877530077004200ef008601df010d");

    private readonly DependencyStructure _structure = new();

    public int WriteSeed(Random random, Span<byte> buffer)
    {
        s_keyframe.CopyTo(buffer);
        return s_keyframe.Length;
    }

    public bool Parse(Span<byte> input, bool isSeed)
    {
        var (targets, chains, active) = (_structure.DecodeTargets, _structure.Chains, _structure.ActiveDecodeTargets);
        if (!DependencyDescriptor.TryParse(input, _structure, out var descriptor))
        {
            if (isSeed) throw new BrokenPromiseException("A valid input was refused.");
            if ((targets, chains, active) != (_structure.DecodeTargets, _structure.Chains, _structure.ActiveDecodeTargets))
                throw new BrokenPromiseException("A refused descriptor changed the structure.");
            return false;
        }

        if (descriptor.SpatialLayer >= _structure.SpatialLayers) throw new BrokenPromiseException("A layer that is not in the structure.");
        for (var i = 0; i < descriptor.Differences; i++) descriptor.Difference(i);
        for (var i = 0; i < _structure.Chains; i++) descriptor.ChainDifference(i);
        for (var i = 0; i < _structure.SpatialLayers; i++) _structure.ResolutionOf(i);
        for (var i = 0; i < _structure.DecodeTargets; i++)
        {
            descriptor.Indication(i);
            if (_structure.ChainOf(i) >= Math.Max(_structure.Chains, 1)) throw new BrokenPromiseException("A chain that is not in the structure.");
        }

        return true;
    }

    public void Dispose()
    {
    }
}
