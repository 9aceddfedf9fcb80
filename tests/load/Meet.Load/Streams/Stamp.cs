using System.Buffers.Binary;

namespace Meet.Load.Streams;

/// <summary>The end of every payload: says that it is one of ours, whole, and when it was sent.</summary>
/// <param name="Count">Packets of its source before it.</param>
/// <param name="SentAt">Nanoseconds of the wall clock, taken just before the send.</param>
internal readonly record struct Stamp(uint Source, long Count, long SentAt)
{
    /// <summary>Bytes; the shortest payload that can carry it with a VP8 descriptor has 40.</summary>
    public const int Length = 24;

    private const uint Magic = 0x4D_45_45_54;

    public void Write(Span<byte> payload)
    {
        var end = payload[^Length..];
        BinaryPrimitives.WriteUInt32BigEndian(end, Magic);
        BinaryPrimitives.WriteUInt32BigEndian(end[4..], Source);
        BinaryPrimitives.WriteInt64BigEndian(end[8..], Count);
        BinaryPrimitives.WriteInt64BigEndian(end[16..], SentAt);
    }

    public static bool TryRead(ReadOnlySpan<byte> payload, out Stamp stamp)
    {
        stamp = default;
        if (payload.Length < Length || BinaryPrimitives.ReadUInt32BigEndian(payload[^Length..]) != Magic)
            return false;
        var end = payload[^Length..];
        stamp = new Stamp(
            BinaryPrimitives.ReadUInt32BigEndian(end[4..]), BinaryPrimitives.ReadInt64BigEndian(end[8..]), BinaryPrimitives.ReadInt64BigEndian(end[16..]));
        return true;
    }
}
