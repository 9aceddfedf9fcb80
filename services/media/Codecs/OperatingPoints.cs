using Meet.Rtc.Rtp;

namespace Meet.Media.Codecs;

/// <summary>
/// An operating point is a spatial and a temporal layer up to which somebody receives a scalable stream (AV1's word; a <em>decode target</em>
/// of the dependency descriptor). It is a number, 8 · spatial + temporal; a set of points is a mask of 32 bits. Points beyond what a stream
/// has mean its highest, so that <see cref="Highest"/> is always all of it.
/// </summary>
internal static class OperatingPoints
{
    public const int MaxSpatial = 4;
    public const int MaxTemporal = 8;

    /// <summary>All that the stream has.</summary>
    public const int Highest = (MaxSpatial * MaxTemporal) - 1;

    /// <summary>The set of all.</summary>
    public const uint All = uint.MaxValue;

    /// <summary>The lowest temporal layer of every spatial one.</summary>
    private const uint FirstOfRows = 0x01010101;
    private const uint Row = 0xFF;

    public static int Of(int spatial, int temporal) => (spatial * MaxTemporal) + temporal;

    public static int SpatialOf(int point) => point / MaxTemporal;

    public static int TemporalOf(int point) => point % MaxTemporal;

    public static bool Has(uint points, int point) => (points >> point & 1) != 0;

    /// <summary>True if the set has a point of the same spatial layer, so that time alone leads to the others of it.</summary>
    public static bool HasSpatialOf(uint points, int point) => (points >> (MaxTemporal * SpatialOf(point)) & Row) != 0;

    /// <summary>
    /// Where a frame of VP9 is needed (RFC 9628 section 4.2): in its own spatial layer, and above it unless no upper layer refers to it; in its
    /// own temporal layer and above.
    /// </summary>
    /// <param name="spatialLayers">How many the stream has, 1 to 4.</param>
    public static uint OfFrame(in Vp9Descriptor frame, int spatialLayers)
    {
        var temporal = Row & (Row << frame.TemporalLayer);
        uint points = 0;
        for (var spatial = 0; spatial < MaxSpatial; spatial++)
        {
            var row = Math.Min(spatial, spatialLayers - 1);
            if (frame.SpatialLayer == row || (frame.SpatialLayer < row && !frame.IsNoReferenceForUpperLayers))
                points |= temporal << (MaxTemporal * spatial);
        }

        return points;
    }

    /// <summary>
    /// Who receives a spatial layer at this temporal one may go on with any higher temporal one: what a switching up point says (RFC 9628
    /// section 4.2, U).
    /// </summary>
    public static uint WithHigherTemporal(uint points, int temporal) =>
        points | ((points >> temporal & FirstOfRows) * (Row & (Row << temporal)));
}
