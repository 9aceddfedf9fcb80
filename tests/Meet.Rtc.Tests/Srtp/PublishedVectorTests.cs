using Meet.Rtc.Srtp;
using Meet.Rtc.Srtp.Ciphers;

namespace Meet.Rtc.Tests.Srtp;

/// <summary>What the RFCs and libsrtp's own test driver publish.</summary>
public sealed class PublishedVectorTests
{
    private const string GcmSalt = "517569642070726f2071756f";
    private const string GcmKey = "000102030405060708090a0b0c0d0e0f";

    [Theory, MemberData(nameof(Packets.Backends), MemberType = typeof(Packets))]
    internal void Counter_mode_gives_the_key_stream_of_RFC_3711_B2(CipherBackend backend)
    {
        using var cipher = AesCtrCipher.Create(Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"), backend);
        var stream = new byte[(0xFF01 + 1) * 16];
        cipher.Apply(Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"), stream).ShouldBeTrue();

        Convert.ToHexString(stream.AsSpan(0, 48)).ShouldBe(
            "E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0");
        Convert.ToHexString(stream.AsSpan(0xFEFF * 16, 48)).ShouldBe(
            "EC8CDF7398607CB0F2D21675EA9EA1E4362B7C3C6773516318A077D7FC5073AE6A2CC3787889374FBEB4C81B17BA6C44");
    }

    [Fact]
    public void Session_keys_are_those_of_RFC_3711_B3()
    {
        var key = Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139");
        var salt = Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6");
        var encryption = new byte[16];
        var authentication = new byte[94];
        var sessionSalt = new byte[14];
        SessionKeys.Expand(key, salt, 0, encryption);
        SessionKeys.Expand(key, salt, 1, authentication);
        SessionKeys.Expand(key, salt, 2, sessionSalt);

        Convert.ToHexString(encryption).ShouldBe("C61E7A93744F39EE10734AFE3FF7A087");
        Convert.ToHexString(sessionSalt).ShouldBe("30CBBC08863D8C85D49DB34A9AE1");
        Convert.ToHexString(authentication).ShouldBe(
            "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCEE049646C43D9327AD175578EF7227098"
            + "6371C10C9A369AC2F94A8C5FBCDDDC256D6E919A48B610EF17C2041E474035766B68642C59BBFC2F34DB60DBDFB2");
    }

    [Theory, MemberData(nameof(Packets.Backends), MemberType = typeof(Packets))]
    internal void Gcm_protects_the_RTP_packet_of_RFC_7714_16_1(CipherBackend backend)
    {
        var plain = Convert.FromHexString("8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573");
        using var transform = GivenGcm(backend);
        var packet = new byte[plain.Length + 16];
        plain.CopyTo(packet, 0);

        transform.SealRtp(packet, 12, plain.Length, 0x5501a0b2, 0xf17b).ShouldBeTrue();

        Convert.ToHexStringLower(packet).ShouldBe(
            "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
            + "899d7f27beb16a9152cf765ee4390cce");
        transform.OpenRtp(packet, 12, plain.Length, 0x5501a0b2, 0xf17b).ShouldBeTrue();
        packet.AsSpan(0, plain.Length).SequenceEqual(plain).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Packets.Backends), MemberType = typeof(Packets))]
    internal void Gcm_protects_the_RTCP_packet_of_RFC_7714_17_1(CipherBackend backend)
    {
        var plain = Convert.FromHexString(
            "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");
        using var transform = GivenGcm(backend);
        var packet = new byte[plain.Length + 20];
        plain.CopyTo(packet, 0);

        transform.SealRtcp(packet, plain.Length, 0x4d617273, 0x5d4).ShouldBeTrue();

        Convert.ToHexStringLower(packet).ShouldBe(
            "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275b"
            + "c84aa45896cf4d2fc5abf87245d9eade800005d4");
        transform.OpenRtcp(packet, plain.Length, 0x4d617273, 0x5d4).ShouldBeTrue();
        packet.AsSpan(0, plain.Length).SequenceEqual(plain).ShouldBeTrue();
    }

    [Theory]
    [InlineData(SrtpProfile.Aes128CmHmacSha1Tag80, "e1f97a0d3e018be0d64fa32c06de4139", "0ec675ad498afeebb6960b3aabe6",
        "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb",
        "81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798")]
    [InlineData(SrtpProfile.AeadAes128Gcm, "000102030405060708090a0b0c0d0e0f", "a0a1a2a3a4a5a6a7a8a9aaab",
        "800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a127e8a392",
        "81c8000bcafebabec98b8b5df0392a55852b6c21ac8e7025c52c6fbea2b3b446ea31123ba88ce61e80000001")]
    public void From_the_master_key_on_the_bytes_are_libsrtps(SrtpProfile profile, string key, string salt, string srtp, string srtcp)
    {
        foreach (var backend in Packets.Supported)
        {
            var master = new SrtpMasterKey(profile, Convert.FromHexString(key), Convert.FromHexString(salt));
            using var sender = new SrtpSender(SrtpTransform.Create(master, backend), profile);
            var packet = new byte[128];

            Convert.FromHexString("800f1234decafbadcafebabeabababababababababababababababab").CopyTo(packet, 0);
            sender.TryProtect(packet, 28, out var length).ShouldBeTrue();
            Convert.ToHexStringLower(packet.AsSpan(0, length)).ShouldBe(srtp);

            Convert.FromHexString("81c8000bcafebabeabababababababababababababababab").CopyTo(packet, 0);
            sender.TryProtectRtcp(packet, 24, out length).ShouldBeTrue();
            Convert.ToHexStringLower(packet.AsSpan(0, length)).ShouldBe(srtcp);
        }
    }

    private static GcmTransform GivenGcm(CipherBackend backend)
    {
        using var keys = SessionKeys.Given(Convert.FromHexString(GcmKey), [], Convert.FromHexString(GcmSalt));
        return new GcmTransform(keys, keys, backend);
    }
}
