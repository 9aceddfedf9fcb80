using System.Security.Cryptography;
using Meet.Rtc.Dtls;

namespace Meet.Rtc.Tests.Dtls;

public sealed class DtlsIdentityTests
{
    private static readonly DtlsFingerprint s_wrong = DtlsFingerprint.Of("somebody else"u8);

    [Fact]
    public void A_wrong_fingerprint_ends_the_session_and_gives_no_keys()
    {
        using var pair = new DtlsPair(verified: false);
        pair.Server.Expect(s_wrong);
        pair.Run();
        pair.Server.State.ShouldBe(DtlsState.Failed);
        pair.Server.Failure.ShouldBe(DtlsFailure.FingerprintMismatch);
        pair.Server.TryGetSrtpKeys(out _).ShouldBeFalse();
        pair.Server.TryCreateSrtp(out _, out _).ShouldBeFalse();
        pair.Client.State.ShouldBe(DtlsState.Closed, "it was told");
    }

    [Fact]
    public void A_fingerprint_that_comes_after_the_handshake_sets_the_held_keys_free()
    {
        using var pair = new DtlsPair(verified: false).Run();
        pair.BothConnected.ShouldBeTrue();
        pair.Server.IsPeerVerified.ShouldBeFalse();
        pair.Server.TryGetSrtpKeys(out _).ShouldBeFalse();

        pair.Server.Expect(DtlsPair.ClientContext.CertificateFingerprint);
        pair.Server.IsPeerVerified.ShouldBeTrue();
        pair.Server.TryGetSrtpKeys(out _).ShouldBeTrue();
    }

    [Fact]
    public void A_wrong_fingerprint_that_comes_late_ends_the_session_and_cannot_be_taken_back()
    {
        using var pair = new DtlsPair(verified: false).Run();
        pair.Server.Expect(s_wrong);
        pair.Server.Expect(DtlsPair.ClientContext.CertificateFingerprint);
        pair.Server.State.ShouldBe(DtlsState.Failed);
        pair.Server.TryGetSrtpKeys(out _).ShouldBeFalse();
    }

    [Fact]
    public void Of_several_fingerprints_one_must_match()
    {
        using var pair = new DtlsPair(verified: false);
        pair.Server.Expect(s_wrong, DtlsPair.ClientContext.CertificateFingerprint);
        pair.Run();
        pair.Server.IsPeerVerified.ShouldBeTrue();
    }

    [Fact]
    public void No_fingerprint_at_all_matches_nobody()
    {
        using var pair = new DtlsPair(verified: false);
        pair.Server.Expect();
        pair.Run();
        pair.Server.Failure.ShouldBe(DtlsFailure.FingerprintMismatch);
    }

    [Fact]
    public void The_strongest_hash_decides_alone()
    {
        var certificate = "a certificate"u8.ToArray();
        var right256 = DtlsFingerprint.Of(certificate);
        var right512 = Parse("sha-512", SHA512.HashData(certificate));
        var wrong512 = Parse("sha-512", new byte[64]);
        DtlsFingerprint.AnyMatches([right256, right512], certificate).ShouldBeTrue();
        DtlsFingerprint.AnyMatches([wrong512, right256], certificate).ShouldBeFalse();
        DtlsFingerprint.AnyMatches([wrong512, right512], certificate).ShouldBeTrue();
        Parse("sha-384", SHA384.HashData(certificate)).Matches(certificate).ShouldBeTrue();
    }

    [Fact]
    public void The_fingerprint_is_written_and_read_as_in_SDP()
    {
        var text = DtlsPair.ServerContext.CertificateFingerprint.ToString();
        text.ShouldMatch("^sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$");
        DtlsFingerprint.TryParse(text, out var read).ShouldBeTrue();
        read!.ToString().ShouldBe(text);
        DtlsFingerprint.TryParse("SHA-256 " + text[8..].ToLowerInvariant(), out read).ShouldBeTrue();
        read!.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("sha-256")]
    [InlineData("sha-256 ")]
    [InlineData("sha-256 AB:CD")]
    [InlineData("sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB")]
    [InlineData("sha-256 00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00.00")]
    [InlineData("sha-256 00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:0G")]
    [InlineData("sha-256 00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00")]
    public void What_is_no_fingerprint_is_not_read(string text) => DtlsFingerprint.TryParse(text, out _).ShouldBeFalse();

    private static DtlsFingerprint Parse(string algorithm, byte[] hash)
    {
        DtlsFingerprint.TryParse(algorithm, BitConverter.ToString(hash).Replace('-', ':'), out var fingerprint).ShouldBeTrue();
        return fingerprint!;
    }
}
