using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Meet.Rtc.Rtp;

namespace Meet.Media.Rooms;

/// <summary>
/// The RTP header of a receiving line, written when the line is agreed on: payload type, SSRC and MID never change, and only the rest
/// is put in for each packet. It lies within the line itself, so that a packet touches no other memory for it.
/// </summary>
internal struct HeaderTemplate
{
    /// <summary>The fixed header, a one-byte extension block with a MID of 16 characters, a level and a transport-wide number (RFC 8285 section 4.2).</summary>
    public const int MaxLength = 40;

    private Bytes _bytes;
    private int _length;
    private int _levelAt;
    private int _numberAt;

    /// <param name="levelId">0: packets carry no level.</param>
    /// <param name="numberId">Of the transport-wide sequence number; 0: packets carry none.</param>
    public HeaderTemplate(byte payloadType, uint ssrc, int midId, ReadOnlySpan<byte> mid, int levelId, int numberId)
    {
        Span<byte> bytes = _bytes;
        var builder = new RtpPacketBuilder(bytes, payloadType, marker: false, 0, 0, ssrc);
        builder.AddExtension(midId, mid);
        builder.AddExtension(levelId, [0]);
        builder.AddExtension(numberId, [0, 0]);
        _length = builder.EndHeader();
        // Behind the block's own four bytes and the MID; each value has a byte in front.
        var behindMid = RtpPacket.MinHeaderLength + 4 + (midId == 0 ? 0 : 1 + mid.Length);
        _levelAt = levelId == 0 ? 0 : behindMid + 1;
        _numberAt = numberId == 0 ? 0 : behindMid + (levelId == 0 ? 0 : 2) + 1;
    }

    /// <summary>Writes the header and returns its length.</summary>
    /// <param name="target">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="level">RFC 6464's byte; of no meaning where the template has none.</param>
    /// <param name="number">The transport-wide one, likewise.</param>
    public readonly int Write(Span<byte> target, bool marker, ushort sequence, uint timestamp, byte level, ushort number)
    {
        // All of it, whatever the length: a copy of constant size is a few instructions.
        ((ReadOnlySpan<byte>)_bytes).CopyTo(target);
        target[1] |= (byte)(marker ? 0x80 : 0);
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], timestamp);
        if (_levelAt > 0)
            target[_levelAt] = level;
        if (_numberAt > 0)
            BinaryPrimitives.WriteUInt16BigEndian(target[_numberAt..], number);
        return _length;
    }

    [InlineArray(MaxLength)]
    private struct Bytes
    {
        private byte _first;
    }
}
