using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Meet.Chat.Identity;

/// <summary>What opens a session: 256 random bits in base64url. Only its SHA-256 is ever stored.</summary>
internal static class SessionToken
{
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
