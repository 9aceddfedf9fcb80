using System.Buffers.Binary;

namespace Meet.Rtc.Rtp;

/// <summary>
/// The picture number and TL0PICIDX of a packet, and where they stand in its payload descriptor: VP8's (RFC 7741 section 4.2) and VP9's
/// (RFC 9628 section 4.2) write them alike. <see cref="None"/> for codecs that have neither.
/// </summary>
public readonly record struct PictureNumbers
{
    private readonly short _picture;
    private readonly short _tl0;
    private readonly byte _pictureAt;
    private readonly byte _tl0At;
    private readonly bool _isLong;

    internal PictureNumbers(int picture, int pictureAt, bool isLong, int tl0, int tl0At)
    {
        (_picture, _pictureAt, _isLong) = ((short)picture, (byte)pictureAt, isLong);
        (_tl0, _tl0At) = ((short)tl0, (byte)tl0At);
    }

    public static PictureNumbers None => new(-1, 0, false, -1, 0);

    /// <summary>7 or 15 bits; -1 where the sender gives none.</summary>
    public int PictureId => _picture;

    /// <summary>8 bits; -1 where the sender gives none.</summary>
    public int Tl0PicIdx => _tl0;

    /// <summary>Whether <see cref="PictureId"/> has 15 bits.</summary>
    internal bool IsLong => _isLong;

    public bool IsNone => _picture < 0 && _tl0 < 0;

    /// <summary>Writes others into a copy of the payload these were read from; one that the sender gives not is not added.</summary>
    public void Rewrite(Span<byte> payload, int pictureId, int tl0PicIdx)
    {
        if (_picture >= 0 && _isLong)
            BinaryPrimitives.WriteUInt16BigEndian(payload[_pictureAt..], (ushort)(0x8000 | (pictureId & 0x7FFF)));
        else if (_picture >= 0)
            payload[_pictureAt] = (byte)(pictureId & 0x7F);
        if (_tl0 >= 0)
            payload[_tl0At] = (byte)tl0PicIdx;
    }
}
