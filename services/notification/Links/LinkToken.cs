using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Meet.Notification.Links;

/// <summary>
/// What opens a link: 144 random bits in base64url, 24 characters, short enough for an SMS. Only its SHA-256 is ever stored among
/// the links.
/// </summary>
internal static class LinkToken
{
    private const int Bytes = 18;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
