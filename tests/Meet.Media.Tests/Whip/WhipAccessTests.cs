using System.Security.Cryptography;
using System.Text;
using Meet.Media.Whip;

namespace Meet.Media.Tests.Whip;

public sealed class WhipAccessTests
{
    private const string Secret = "a-secret-of-the-studio";

    private static readonly WhipAccess Access = new(new WhipOptions
    {
        Enabled = true,
        Tokens =
        [
            new WhipTokenOptions { Secret = Secret, Rooms = ["studio-*", "lobby"], Publish = true },
            new WhipTokenOptions { Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("only-its-hash-is-known"))), Rooms = ["*"], Play = true },
        ],
    });

    [Theory]
    [InlineData(null, "lobby", WhipVerdict.NoToken)]
    [InlineData("", "lobby", WhipVerdict.NoToken)]
    [InlineData("Bearer nonsense", "lobby", WhipVerdict.WrongToken)]
    [InlineData("Basic " + Secret, "lobby", WhipVerdict.WrongToken)]
    [InlineData(Secret, "lobby", WhipVerdict.WrongToken)]
    [InlineData("Bearer " + Secret, "lobby", WhipVerdict.Granted)]
    [InlineData("bearer " + Secret, "studio-2", WhipVerdict.Granted)]
    [InlineData("Bearer " + Secret, "studio", WhipVerdict.NotForThis)]
    [InlineData("Bearer " + Secret, "lobby2", WhipVerdict.NotForThis)]
    [InlineData("Bearer only-its-hash-is-known", "lobby", WhipVerdict.NotForThis)]
    public void A_token_opens_its_rooms_to_publish(string? authorization, string room, object expected) =>
        Access.Check(authorization, isLocal: true, room, WhipUse.Publish).ShouldBe((WhipVerdict)expected);

    [Fact]
    public void A_token_may_be_known_by_its_hash_and_for_one_direction() =>
        Access.Check("Bearer only-its-hash-is-known", isLocal: false, "anything", WhipUse.Play).ShouldBe(WhipVerdict.Granted);

    [Fact]
    public void Who_needs_both_directions_needs_a_token_for_both() =>
        Access.Check("Bearer " + Secret, isLocal: false, "lobby", WhipUse.Publish, WhipUse.Play).ShouldBe(WhipVerdict.NotForThis);

    [Fact]
    public void Without_a_token_only_this_machine_comes_in_and_only_where_that_is_configured()
    {
        var open = new WhipAccess(new WhipOptions { Enabled = true, LoopbackWithoutToken = true });

        open.Check(null, isLocal: true, "r", WhipUse.Publish).ShouldBe(WhipVerdict.Granted);
        open.Check(null, isLocal: false, "r", WhipUse.Publish).ShouldBe(WhipVerdict.NoToken);
        open.Check("Bearer wrong", isLocal: true, "r", WhipUse.Publish).ShouldBe(WhipVerdict.WrongToken);
    }

    [Fact]
    public void Settings_that_open_too_much_or_nothing_are_refused()
    {
        var good = new WhipTokenOptions { Secret = Secret, Rooms = ["lobby"], Play = true };
        WhipOptions With(WhipTokenOptions token) => new() { Enabled = true, Tokens = [token] };

        With(good).Problems().ShouldBeEmpty();
        new WhipOptions().Problems().ShouldBeEmpty();
        new WhipOptions { Enabled = true }.Problems().ShouldNotBeEmpty("nobody could come in");
        With(good with { Secret = "short" }).Problems().ShouldNotBeEmpty();
        With(good with { Sha256 = new string('0', 64) }).Problems().ShouldNotBeEmpty("two tokens in one");
        With(good with { Secret = null, Sha256 = "zz" }).Problems().ShouldNotBeEmpty();
        With(good with { Rooms = [] }).Problems().ShouldNotBeEmpty();
        With(good with { Rooms = ["a/b"] }).Problems().ShouldNotBeEmpty();
        With(good with { Play = false }).Problems().ShouldNotBeEmpty();
        With(good with { Secret = null }).Problems().ShouldNotBeEmpty();
        new WhipOptions { MaxSessions = 0 }.Problems().ShouldNotBeEmpty();
    }

    [Fact]
    public void A_rooms_identity_follows_from_its_name_and_is_no_meets()
    {
        WhipRoom.IdOf("lobby").ShouldBe(WhipRoom.IdOf("lobby"));
        WhipRoom.IdOf("lobby").ShouldNotBe(WhipRoom.IdOf("Lobby"));
        WhipRoom.IdOf("lobby").Version.ShouldBe(8);
        foreach (var name in (string[])["", "a b", "a/b", "ä", "a*", new string('x', 65)])
            WhipRoom.IsName(name).ShouldBeFalse(name);
        WhipRoom.IsName("studio_1-A").ShouldBeTrue();
    }
}
