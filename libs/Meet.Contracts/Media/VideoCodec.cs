namespace Meet.Contracts.Media;

/// <summary>What media nodes forward; the names are those that their configuration and grants use (docs/media/codecs.md).</summary>
public enum VideoCodec
{
    /// <summary>RFC 7741.</summary>
    Vp8,

    /// <summary>RFC 6184.</summary>
    H264,

    /// <summary>RFC 9628.</summary>
    Vp9,

    /// <summary>The AV1 RTP payload format.</summary>
    Av1,
}
