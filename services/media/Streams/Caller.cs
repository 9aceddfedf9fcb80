using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Meet.Media.Net;
using Meet.Rtc.Framing;
using Meet.Rtc.Stun;

namespace Meet.Media.Streams;

internal enum CallerState { Waiting, Complete, Refused }

/// <summary>Somebody who has connected and not yet said who they are: their first packet has to be a STUN request, and is read here.</summary>
internal sealed unsafe class Caller(int fd, TransportAddress from, long deadline)
{
    // No more than the first packet is read: what comes behind it is for who takes the connection over.
    private readonly byte[] _bytes = new byte[StreamFrames.HeaderLength + StunMessage.MaxLength];
    private int _length;

    public int Fd => fd;

    public TransportAddress From => from;

    public TransportAddress Place { get; } = StreamLimits.PlaceOf(from);

    /// <summary>In milliseconds of the door's clock.</summary>
    public long Deadline => deadline;

    /// <summary>The first packet, once it is complete.</summary>
    public ReadOnlySpan<byte> Request => _bytes.AsSpan(StreamFrames.HeaderLength, _length - StreamFrames.HeaderLength);

    /// <summary>Reads what has come.</summary>
    public CallerState Read()
    {
        while (true)
        {
            var wanted = _length < StreamFrames.HeaderLength ? StreamFrames.HeaderLength : StreamFrames.HeaderLength + Announced;
            if (_length == wanted)
                return CallerState.Complete;
            nint read;
            fixed (byte* buffer = _bytes)
                read = LibC.Recv(fd, buffer + _length, (nuint)(wanted - _length), LibC.MsgDontwait);
            if (read <= 0)
                return read < 0 && Marshal.GetLastPInvokeError() is LibC.Eagain or LibC.Eintr ? CallerState.Waiting : CallerState.Refused;
            _length += (int)read;
            if (_length == StreamFrames.HeaderLength && Announced is < StunMessage.HeaderLength or > StunMessage.MaxLength)
                return CallerState.Refused;
        }
    }

    private int Announced => BinaryPrimitives.ReadUInt16BigEndian(_bytes);
}
