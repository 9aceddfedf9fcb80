using Meet.Rtc.Rtp;
using Meet.Testing;

namespace Meet.Rtc.Tests.Rtp;

/// <summary>
/// Descriptors that Chromium sent for three spatial and three temporal layers of AV1 (480x270), as published in LiveKit's tests; the
/// structure was taken apart by hand.
/// </summary>
public sealed class DependencyDescriptorTests
{
    private static readonly byte[] Keyframe = Convert.FromHexString(
        "c1017280081485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a80006000040001d954926e082b04a0941b820ac1282503157f974" +
        "000ca864330e222222eca8655304224230eca877530077004200ef008601df010d");

    private readonly DependencyStructure _structure = new();

    [Fact]
    public void A_structure_is_read()
    {
        var descriptor = Read(Keyframe);

        (descriptor.StartsFrame, descriptor.EndsFrame, descriptor.FrameNumber, descriptor.TemplateId).ShouldBe((true, true, (ushort)0x172, 1));
        (descriptor.HasStructure, descriptor.IsKeyframe, descriptor.Differences).ShouldBe((true, true, 0));
        (descriptor.SpatialLayer, descriptor.TemporalLayer).ShouldBe((0, 0));
        Indications(descriptor).ShouldBe("SSSSSSSSS");
        Chains(descriptor).ShouldBe([0, 0, 0]);

        _structure.IsKnown.ShouldBeTrue();
        (_structure.DecodeTargets, _structure.Chains, _structure.SpatialLayers).ShouldBe((9, 3, 3));
        _structure.ActiveDecodeTargets.ShouldBe(0x1FFu);
        Enumerable.Range(0, 9).Select(_structure.LayersOf).ShouldBe([(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]);
        Enumerable.Range(0, 9).Select(_structure.ChainOf).ShouldBe([0, 0, 0, 1, 1, 1, 2, 2, 2]);
        Enumerable.Range(0, 3).Select(_structure.ResolutionOf).ShouldBe([(120, 67), (240, 135), (480, 270)]);
    }

    [Theory]
    [InlineData("86017340fc", 0x173, 1, 0, "---SSSSSS", new[] { 1 }, new[] { 1, 1, 1 }, true, false, 0x3Fu)]
    [InlineData("46017340fc", 0x173, 1, 0, "---SSSSSS", new[] { 1 }, new[] { 1, 1, 1 }, false, true, 0x3Fu)]
    [InlineData("c3017540fc", 0x175, 0, 2, "--D--R--R", new[] { 3 }, new[] { 3, 2, 1 }, true, true, 0x3Fu)]
    [InlineData("88017640fc", 0x176, 1, 2, "-----D--R", new[] { 3, 1 }, new[] { 4, 3, 2 }, true, false, 0x3Fu)]
    [InlineData("c2017840fc", 0x178, 0, 1, "-DS-RR-RR", new[] { 6 }, new[] { 6, 5, 4 }, true, true, 0x3Fu)]
    [InlineData("8b0174", 0x174, 2, 0, "------SSS", new[] { 1 }, new[] { 2, 1, 1 }, true, false, 0x1FFu)]
    public void Frames_are_read_by_their_templates(
        string hex, int number, int spatial, int temporal, string indications, int[] differences, int[] chains, bool starts, bool ends, uint active)
    {
        Read(Keyframe);
        var descriptor = Read(Convert.FromHexString(hex));

        (descriptor.FrameNumber, descriptor.SpatialLayer, descriptor.TemporalLayer).ShouldBe(((ushort)number, spatial, temporal));
        Indications(descriptor).ShouldBe(indications);
        Enumerable.Range(0, descriptor.Differences).Select(i => descriptor.Difference(i)).ShouldBe(differences);
        Chains(descriptor).ShouldBe(chains);
        (descriptor.StartsFrame, descriptor.EndsFrame, descriptor.IsKeyframe).ShouldBe((starts, ends, false));
        _structure.ActiveDecodeTargets.ShouldBe(active);
    }

    [Fact]
    public void A_frames_own_values_replace_the_templates()
    {
        Read(Keyframe);
        // Template 3; flags: own indications, differences and chains; then 9 x 2 bits, (2 bits size, value)*, 00, 3 x 8 bits.
        var bits = "11" + "000011" + "0000000110000000" + "00111" + "00" + "01" + "10" + "11" + "0000000000"
            + "01" + "0100" + "10" + "01000000" + "11" + "111111111111" + "00" + "00000111" + "11111111" + "00000000";
        var descriptor = Read(Bytes(bits));

        Indications(descriptor).ShouldBe("-DSR-----");
        (descriptor.Differences, descriptor.Difference(0), descriptor.Difference(1), descriptor.Difference(2)).ShouldBe((3, 5, 65, 4096));
        Chains(descriptor).ShouldBe([7, 255, 0]);
    }

    [Fact]
    public void The_active_targets_stay_until_they_are_told_anew()
    {
        Read(Keyframe);
        Read(Convert.FromHexString("86017340fc"));
        Read(Convert.FromHexString("c30175"));
        _structure.ActiveDecodeTargets.ShouldBe(0x3Fu);
        Read(Keyframe);
        _structure.ActiveDecodeTargets.ShouldBe(0x1FFu);
    }

    [Fact]
    public void Without_a_structure_nothing_is_known_but_the_number()
    {
        var frame = Convert.FromHexString("860173");
        DependencyDescriptor.TryParse(frame, _structure, out _).ShouldBeFalse();
        DependencyDescriptor.TryReadFrameNumber(frame, out var number).ShouldBeTrue();
        number.ShouldBe((ushort)0x173);
        DependencyDescriptor.TryReadFrameNumber([1, 2], out _).ShouldBeFalse();
        Read(Keyframe);
        _structure.Reset();
        DependencyDescriptor.TryParse(frame, _structure, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("8601")]
    [InlineData("8f0173")] // template 15 of 0 to 14
    [InlineData("86017340")] // no bits for the active targets
    [InlineData("86017320")] // no bits for the indications
    [InlineData("86017317")] // no end of the differences
    [InlineData("86017308")] // no bits for the chains
    [InlineData("c10172800800")] // a structure that ends
    [InlineData("c1017280081555555555555555555555")] // ten temporal layers
    [InlineData("c10172800828888888888888888888888888")] // seventeen spatial layers
    public void Malformed_descriptors_are_rejected_and_change_nothing(string hex)
    {
        Read(Keyframe);
        DependencyDescriptor.TryParse(Convert.FromHexString(hex), _structure, out _).ShouldBeFalse();
        (_structure.DecodeTargets, _structure.Chains, _structure.ActiveDecodeTargets).ShouldBe((9, 3, 0x1FFu));
        Indications(Read(Convert.FromHexString("860173"))).ShouldBe("---SSSSSS");
    }

    [Fact]
    public void Damaged_descriptors_never_throw_and_nothing_is_allocated()
    {
        var mutations = new Mutations(11);
        var frame = Convert.FromHexString("86017340fc");
        Read(Keyframe);
        for (var i = 0; i < 200_000; i++)
        {
            var input = mutations.Next(i % 3 == 0 ? frame : Keyframe);
            if (!DependencyDescriptor.TryParse(input, _structure, out var descriptor))
                continue;
            descriptor.SpatialLayer.ShouldBeLessThan(_structure.SpatialLayers);
            descriptor.Differences.ShouldBeInRange(0, 16);
            for (var target = 0; target < _structure.DecodeTargets; target++)
            {
                descriptor.Indication(target);
                _structure.ChainOf(target).ShouldBeLessThan(Math.Max(_structure.Chains, 1));
            }
        }

        var inputs = Enumerable.Range(0, 20_000).Select(i => mutations.Next(i % 3 == 0 ? frame : Keyframe)).ToArray();
        Allocations.Least(_ =>
        {
            foreach (var input in inputs)
                DependencyDescriptor.TryParse(input, _structure, out var _);
        }).ShouldBe(0);
    }

    private DependencyDescriptor Read(byte[] extension)
    {
        DependencyDescriptor.TryParse(extension, _structure, out var descriptor).ShouldBeTrue();
        return descriptor;
    }

    private string Indications(DependencyDescriptor descriptor) =>
        string.Concat(Enumerable.Range(0, _structure.DecodeTargets).Select(target => "-DSR"[(int)descriptor.Indication(target)]));

    private int[] Chains(DependencyDescriptor descriptor) =>
        [.. Enumerable.Range(0, _structure.Chains).Select(chain => descriptor.ChainDifference(chain))];

    private static byte[] Bytes(string bits) =>
        [.. bits.PadRight((bits.Length + 7) / 8 * 8, '0').Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
}
