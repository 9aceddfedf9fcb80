using System.Buffers.Binary;

namespace Meet.Rtc.Dtls;

/// <summary>
/// Looks at the records of a datagram (RFC 6347 §4.1) before OpenSSL does. OpenSSL 3.0 ought to drop records it cannot
/// authenticate, but a protected one that is shorter than GCM's nonce and tag puts it into its error state for good: one
/// datagram with a false sender would end an association. No peer sends such a record, nor a cut-off one.
/// </summary>
public static class DtlsRecords
{
    private const int HeaderLength = 13;
    private const int GcmOverhead = 8 + 16;

    /// <summary>Whether a datagram consists of whole records of DTLS 1.0 to 1.2, none of them too short for its protection.</summary>
    public static bool AreWellFormed(ReadOnlySpan<byte> datagram)
    {
        if (datagram.IsEmpty) return false;
        while (!datagram.IsEmpty)
        {
            // Change cipher spec, alert, handshake, application data; version 254.255 or 254.253.
            if (datagram.Length < HeaderLength || datagram[0] is < 20 or > 23 || datagram[1] != 0xFE) return false;
            var isProtected = BinaryPrimitives.ReadUInt16BigEndian(datagram[3..]) > 0;
            var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[11..]);
            if (length > datagram.Length - HeaderLength || (isProtected && length < GcmOverhead)) return false;
            datagram = datagram[(HeaderLength + length)..];
        }

        return true;
    }
}
