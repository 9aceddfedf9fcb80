using System.Buffers.Text;
using Meet.Chat.Identity;

namespace Meet.Chat.Tests;

public sealed class SessionTokenTests
{
    [Fact]
    public void A_token_is_256_bits_in_base64url_and_never_the_same()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => SessionToken.Create()).ToList();

        tokens.Distinct().Count().ShouldBe(100);
        tokens.ShouldAllBe(token => Base64Url.DecodeFromChars(token).Length == 32);
    }

    [Fact]
    public void What_is_stored_is_its_hash() => SessionToken.Hash("abc")
        .ShouldBe(Convert.FromHexString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}
