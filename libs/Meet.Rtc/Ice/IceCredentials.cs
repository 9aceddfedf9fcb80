using System.Security.Cryptography;
using System.Text;

namespace Meet.Rtc.Ice;

/// <summary>A username fragment and its password (RFC 8445 section 5.3): at least 4 and 22 characters of the ICE alphabet.</summary>
public sealed class IceCredentials
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public IceCredentials(string ufrag, string password)
    {
        Ufrag = ufrag;
        Password = password;
        UfragBytes = Encoding.ASCII.GetBytes(ufrag);
        Key = Encoding.ASCII.GetBytes(password);
    }

    public string Ufrag { get; }

    public string Password { get; }

    internal byte[] UfragBytes { get; }

    internal byte[] Key { get; }

    /// <summary>Fresh credentials: 48 random bits to be found by, 144 to be trusted by.</summary>
    public static IceCredentials Create() =>
        new(RandomNumberGenerator.GetString(Alphabet, 8), RandomNumberGenerator.GetString(Alphabet, 24));
}
