using Meet.Chat.Entries;

namespace Meet.Chat.Tests;

public sealed class UserTextTests
{
    [Theory]
    [InlineData("x")]
    [InlineData("  x  ")]
    [InlineData("一行目\n二行目")]
    [InlineData("🍵🍵🍵🍵🍵")]
    public void Takes_text_up_to_its_length_in_characters(string text) => UserText.IsValid(text, 8).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\n　")]
    [InlineData("123456789")]
    [InlineData("🍵🍵🍵🍵🍵🍵🍵🍵🍵")]
    [InlineData("a\0b")]
    public void Refuses_what_cannot_be_kept(string? text) => UserText.IsValid(text, 8).ShouldBeFalse();

    [Fact]
    public void Refuses_half_of_a_surrogate_pair()
    {
        foreach (var text in (string[])["a\ud83c", "\udf75a", "\ud83cab", "\ud83c\ud83c"])
            UserText.IsValid(text, 8).ShouldBeFalse();
    }
}
