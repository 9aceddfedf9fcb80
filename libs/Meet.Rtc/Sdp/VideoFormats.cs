using System.Globalization;

namespace Meet.Rtc.Sdp;

/// <summary>
/// Which format parameters (a=fmtp) of a video codec can be forwarded to any receiver of that codec, and what to answer to them. Each
/// function takes what was offered, and gives the parameters to answer, or null for a format that is not taken.
/// </summary>
public static class VideoFormats
{
    /// <summary>
    /// Constrained Baseline in packetization mode 1: what every browser sends and receives (RFC 7742 section 6.2). Profile and mode must be
    /// the same on both sides (RFC 6184 section 8.2.2), so they are repeated; so is the level, up to which a node that decodes nothing takes
    /// everything.
    /// </summary>
    public static string? H264(string offered)
    {
        if (Value(offered, "packetization-mode") != "1" || Value(offered, "profile-level-id") is not { } profile || !IsConstrainedBaseline(profile))
            return null;
        var asymmetry = Value(offered, "level-asymmetry-allowed") == "1" ? "level-asymmetry-allowed=1;" : "";
        return $"{asymmetry}packetization-mode=1;profile-level-id={profile}";
    }

    /// <summary>Profile 0, 8 bits and 4:2:0, which is also meant by silence (RFC 9628 section 7).</summary>
    public static string? Vp9(string offered) => (Value(offered, "profile-id") ?? "0") == "0" ? "profile-id=0" : null;

    /// <summary>Profile 0, which is also meant by silence (RTP payload format for AV1, section 7.2.3): 8 or 10 bits and 4:2:0.</summary>
    public static string? Av1(string offered)
    {
        if ((Value(offered, "profile") ?? "0") != "0")
            return null;
        var level = Number(offered, "level-idx", 31);
        var tier = Number(offered, "tier", 1);
        return $"{(level is null ? "" : $"level-idx={level};")}profile=0{(tier is null ? "" : $";tier={tier}")}";
    }

    /// <summary>RFC 6184 section 8.1, table 5: three ways to write the same profile. profile_idc, profile-iop and level_idc, two digits each.</summary>
    private static bool IsConstrainedBaseline(string profile)
    {
        if (profile.Length != 6 || !uint.TryParse(profile, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits))
            return false;
        var constraints = (bits >> 8) & 0xFF;
        return (bits >> 16) switch
        {
            0x42 => (constraints & 0x4F) == 0x40,
            0x4D => (constraints & 0x8F) == 0x80,
            0x58 => (constraints & 0xCF) == 0xC0,
            _ => false,
        };
    }

    private static string? Number(string offered, string name, int max) =>
        Value(offered, name) is { } value && SdpText.TryNumber(value, max, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null;

    private static string? Value(string parameters, string name)
    {
        for (ReadOnlySpan<char> rest = parameters; rest.Length > 0;)
        {
            var parameter = SdpText.Next(ref rest, ';').Trim();
            if (SdpText.Next(ref parameter, '=').Equals(name, StringComparison.OrdinalIgnoreCase))
                return parameter.ToString();
        }

        return null;
    }
}
