using System.Runtime.InteropServices;
using Meet.Rtc.Rtp;

namespace Meet.Media.Codecs;

/// <summary>What forwarding needs to know of a packet of video, whatever codec made it; read once for each packet.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PayloadInfo
{
    /// <summary>To be kept continuous; none for H.264 and AV1.</summary>
    public PictureNumbers Numbers;

    /// <summary>Of a layered stream: the operating points that need the packet's frame.</summary>
    public uint Points;

    /// <summary>Of a layered stream: the points to which one may change behind this frame, if one has it.</summary>
    public uint Switches;

    /// <summary>0 to 3.</summary>
    public byte Spatial;

    /// <summary>0 to 7.</summary>
    public byte Temporal;

    /// <summary>The packet begins a picture that needs nothing before it: who joins can begin here.</summary>
    public bool IsKeyframe;

    /// <summary>Of a layered stream: the last packet of a frame, which is one spatial layer of a picture.</summary>
    public bool EndsFrame;

    /// <summary>Whoever has this frame may go on with higher temporal layers.</summary>
    public bool IsSwitchingUpPoint;

    public static PayloadInfo None => new() { Numbers = PictureNumbers.None, Points = OperatingPoints.All };
}
