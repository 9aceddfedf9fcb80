using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>How NAL units lie in an H.264 packet (RFC 6184 section 5.2, packetization modes 0 and 1).</summary>
public enum H264Packing
{
    /// <summary>One NAL unit, types 1 to 23.</summary>
    SingleNal,

    /// <summary>STAP-A, type 24: several whole NAL units.</summary>
    Aggregate,

    /// <summary>FU-A, type 28: a piece of one NAL unit.</summary>
    Fragment,
}

/// <summary>
/// What an H.264 packet holds, as far as an SFU asks. Interleaved packets (STAP-B, MTAP, FU-B), which no browser sends, are refused.
/// </summary>
public readonly record struct H264Payload
{
    private const int Idr = 5;
    private const int Sps = 7;
    private const int Pps = 8;
    private const int StapA = 24;
    private const int FuA = 28;

    public H264Packing Packing { get; private init; }

    /// <summary>Of the NAL unit, or the first of an aggregate, or the one that is fragmented: 1 to 23.</summary>
    public int NalType { get; private init; }

    /// <summary>False for every piece but the first of a fragmented NAL unit.</summary>
    public bool StartsNal { get; private init; }

    /// <summary>False for every piece but the last.</summary>
    public bool EndsNal { get; private init; }

    /// <summary>A sequence parameter set starts in the packet.</summary>
    public bool HasSps { get; private init; }

    /// <summary>Where its NAL unit begins in the payload; of length 0 where there is none, or only a piece of one.</summary>
    public int SpsOffset { get; private init; }

    public int SpsLength { get; private init; }

    /// <summary>A picture parameter set starts in the packet.</summary>
    public bool HasPps { get; private init; }

    /// <summary>An IDR slice starts in the packet.</summary>
    public bool HasIdr { get; private init; }

    /// <summary>
    /// A keyframe or the parameter sets before it start here. Who begins at an IDR slice whose SPS came in an earlier packet lacks that SPS:
    /// where sender repeats them, which browsers do, begin at <see cref="HasSps"/>.
    /// </summary>
    public bool IsKeyframe => HasSps || HasIdr;

    public static bool TryParse(ReadOnlySpan<byte> payload, out H264Payload parsed)
    {
        parsed = default;
        // The highest bit says that the NAL unit is damaged (section 1.3).
        if (payload.IsEmpty || (payload[0] & 0x80) != 0)
            return false;
        return (payload[0] & 0x1F) switch
        {
            >= 1 and <= 23 and var type => Found(H264Packing.SingleNal, type, true, true, payload.Length, out parsed),
            StapA => TryParseAggregate(payload, out parsed),
            FuA => TryParseFragment(payload, out parsed),
            _ => false,
        };
    }

    private static bool TryParseFragment(ReadOnlySpan<byte> payload, out H264Payload parsed)
    {
        parsed = default;
        if (payload.Length < 3)
            return false;
        var type = payload[1] & 0x1F;
        return type is >= 1 and <= 23
            && Found(H264Packing.Fragment, type, (payload[1] & 0x80) != 0, (payload[1] & 0x40) != 0, 0, out parsed);
    }

    private static bool TryParseAggregate(ReadOnlySpan<byte> payload, out H264Payload parsed)
    {
        parsed = default;
        int first = 0, spsAt = 0, spsLength = 0;
        uint seen = 0;
        var units = payload[1..];
        while (!units.IsEmpty)
        {
            if (units.Length < 3)
                return false;
            int size = BinaryPrimitives.ReadUInt16BigEndian(units);
            var type = units[2] & 0x1F;
            if (size == 0 || size > units.Length - 2 || type is < 1 or > 23)
                return false;
            first = first == 0 ? type : first;
            seen |= 1u << type;
            if (type == Sps)
                (spsAt, spsLength) = (payload.Length - units.Length + 2, size);
            units = units[(2 + size)..];
        }

        parsed = new H264Payload
        {
            Packing = H264Packing.Aggregate,
            NalType = first,
            StartsNal = true,
            EndsNal = true,
            HasSps = (seen & (1 << Sps)) != 0,
            SpsOffset = spsAt,
            SpsLength = spsLength,
            HasPps = (seen & (1 << Pps)) != 0,
            HasIdr = (seen & (1 << Idr)) != 0,
        };
        return first != 0;
    }

    private static bool Found(H264Packing packing, int type, bool starts, bool ends, int length, out H264Payload parsed)
    {
        parsed = new H264Payload
        {
            Packing = packing,
            NalType = type,
            StartsNal = starts,
            EndsNal = ends,
            HasSps = starts && type == Sps,
            SpsLength = type == Sps ? length : 0,
            HasPps = starts && type == Pps,
            HasIdr = starts && type == Idr,
        };
        return true;
    }
}
