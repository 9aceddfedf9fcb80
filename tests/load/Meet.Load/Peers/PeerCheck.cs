using System.Text;
using Meet.Rtc.Ice;
using Meet.Rtc.Stun;

namespace Meet.Load.Peers;

/// <summary>The connectivity checks of a controlling agent that nominates its only pair at once (RFC 8445 section 7.2), which also keep consent fresh.</summary>
internal static class PeerCheck
{
    private const uint HostPriority = 0x6E0001FF;

    /// <summary>Of a fragment or a password is 256 (RFC 8839 section 5.4); a colon stands between two.</summary>
    private const int MaxLength = 257;

    /// <summary>Writes a check and returns its length.</summary>
    /// <param name="tieBreaker">Also tells one's transactions from another's.</param>
    public static int Write(Span<byte> target, IceCredentials own, IceCredentials node, ulong tieBreaker)
    {
        Span<byte> transaction = stackalloc byte[12];
        Random.Shared.NextBytes(transaction);
        Span<byte> username = stackalloc byte[2 * MaxLength];
        var length = Encoding.ASCII.GetBytes(node.Ufrag, username);
        username[length++] = (byte)':';
        length += Encoding.ASCII.GetBytes(own.Ufrag, username[length..]);
        Span<byte> key = stackalloc byte[MaxLength];
        var writer = new StunWriter(target, StunMessageType.BindingRequest, transaction);
        writer.AddBytes(StunAttributeType.Username, username[..length]);
        writer.AddUInt64(StunAttributeType.IceControlling, tieBreaker);
        writer.AddUInt32(StunAttributeType.Priority, HostPriority);
        writer.AddFlag(StunAttributeType.UseCandidate);
        writer.AddIntegrity(key[..Encoding.ASCII.GetBytes(node.Password, key)]);
        writer.AddFingerprint();
        return writer.Written.Length;
    }

    /// <summary>A success, proven by the password of whom it was sent to.</summary>
    public static bool IsAnswer(ReadOnlySpan<byte> datagram, IceCredentials node)
    {
        Span<byte> key = stackalloc byte[MaxLength];
        return StunMessage.TryParse(datagram, out var message) && message.Type == StunMessageType.BindingSuccess
            && message.VerifyIntegrity(key[..Encoding.ASCII.GetBytes(node.Password, key)]);
    }
}
