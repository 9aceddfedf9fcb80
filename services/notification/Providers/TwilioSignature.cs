using System.Security.Cryptography;
using System.Text;

namespace Meet.Notification.Providers;

/// <summary>
/// X-Twilio-Signature (twilio.com/docs/usage/security): HMAC-SHA1, in base64, of the full URL and of every form field's name and value in
/// the order of the names, nothing in between. SHA-1 is Twilio's choice; as a MAC it still holds.
/// </summary>
internal static class TwilioSignature
{
    public static string Of(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var signed = new StringBuilder(url);
        foreach (var (name, value) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
            signed.Append(name).Append(value);
#pragma warning disable CA5350 // Prescribed by Twilio.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
    }

    /// <summary>Takes as long for a wrong one as for the right one.</summary>
    public static bool IsValid(string given, string authToken, string url, IEnumerable<KeyValuePair<string, string>> form) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Of(authToken, url, form)));
}
