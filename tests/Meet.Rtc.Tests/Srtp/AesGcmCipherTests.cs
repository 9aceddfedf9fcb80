using System.Security.Cryptography;
using Meet.Rtc.Srtp.Ciphers;

namespace Meet.Rtc.Tests.Srtp;

/// <summary>Every implementation against .NET's own AES-GCM, over all sizes at which one of their loops begins or ends.</summary>
public sealed class AesGcmCipherTests
{
    public static TheoryData<string> Implementations => CipherBackends.IsAesNiSupported ? ["openssl", "narrow", "wide"] : ["openssl"];

    [Theory, MemberData(nameof(Implementations))]
    public void Sealing_gives_the_platforms_bytes_and_opening_the_plaintext(string implementation)
    {
        var random = new Random(21);
        var key = new byte[16];
        var nonce = new byte[12];
        for (var length = 0; length < 700; length++)
        {
            random.NextBytes(key);
            random.NextBytes(nonce);
            var associated = new byte[length % 3 == 0 ? random.Next(200) : 12];
            var plain = new byte[length];
            random.NextBytes(associated);
            random.NextBytes(plain);
            var expected = new byte[length];
            var expectedTag = new byte[16];
            using (var platform = new AesGcm(key, 16)) platform.Encrypt(nonce, plain, expected, expectedTag, associated);

            using var cipher = Create(implementation, key);
            var data = (byte[])plain.Clone();
            var tag = new byte[16];
            cipher.Seal(nonce, associated, data, tag).ShouldBeTrue();
            data.AsSpan().SequenceEqual(expected).ShouldBeTrue();
            tag.ShouldBe(expectedTag);
            cipher.Open(nonce, associated, data, tag).ShouldBeTrue();
            data.AsSpan().SequenceEqual(plain).ShouldBeTrue();

            tag[random.Next(16)] ^= 1;
            cipher.Open(nonce, associated, expected, tag).ShouldBeFalse();
        }
    }

    [Theory, MemberData(nameof(Implementations))]
    public void Nothing_is_written_behind_data_and_tag(string implementation)
    {
        using var cipher = Create(implementation, new byte[16]);
        for (var length = 0; length < 300; length++)
        {
            var buffer = Enumerable.Repeat((byte)0xEE, length + 16 + 64).ToArray();
            cipher.Seal(new byte[12], new byte[20], buffer.AsSpan(0, length), buffer.AsSpan(length, 16)).ShouldBeTrue();
            buffer.AsSpan(length + 16).IndexOfAnyExcept((byte)0xEE).ShouldBe(-1);
        }
    }

    private static AesGcmCipher Create(string implementation, byte[] key) =>
        implementation == "openssl" ? new EvpGcm(key) : new AesNiGcm(key, wide: implementation == "wide");
}
