using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Meet.Chat.Inbound;

/// <summary>
/// <c>Meet-Signature: t=&lt;unix seconds&gt;,v1=&lt;hex HMAC-SHA256(secret, t + "." + body)&gt;</c>. What is older or newer than five
/// minutes is not taken, so that what somebody overheard is soon worth nothing.
/// </summary>
internal static class WebhookSignature
{
    public const string Header = "Meet-Signature";
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>In constant time with respect to the secret.</summary>
    public static bool IsValid(string? header, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (!TryRead(header, out var written, out var signature) || !long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            return false;
        var expected = Sign(written, body, secret);
        return CryptographicOperations.FixedTimeEquals(expected, signature) && Math.Abs((decimal)at - now.ToUnixTimeSeconds()) <= (decimal)Skew.TotalSeconds;
    }

    /// <param name="at">Unix seconds, as they stand in the header.</param>
    public static byte[] Sign(string at, ReadOnlySpan<byte> body, string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(at + "."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    private static bool TryRead(string? header, out string at, out byte[] signature)
    {
        (at, signature) = ("", []);
        if (header is not { Length: > 0 and <= 200 } || header.Split(',') is not [['t', '=', .. var time], ['v', '1', '=', .. var hex]])
            return false;
        signature = new byte[HMACSHA256.HashSizeInBytes];
        at = time;
        return hex.Length == 2 * signature.Length && Convert.FromHexString(hex, signature, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
