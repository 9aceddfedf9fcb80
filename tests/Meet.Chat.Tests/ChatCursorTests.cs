using Meet.Chat.Chats;

namespace Meet.Chat.Tests;

public sealed class ChatCursorTests
{
    [Fact]
    public void A_cursor_survives_its_way_through_the_client()
    {
        var cursor = new ChatCursor(new DateTimeOffset(2026, 11, 22, 1, 2, 3, TimeSpan.Zero).AddTicks(4560), Guid.CreateVersion7());

        ChatCursor.TryParse(cursor.ToString(), out var read).ShouldBeTrue();

        read.ShouldBe(cursor);
        cursor.ToString().ShouldMatch("^[A-Za-z0-9_-]+$");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("////////////////////////////////")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("________________________________")]
    [InlineData("f___________________________________")]
    public void What_did_not_come_from_here_is_no_cursor(string text) => ChatCursor.TryParse(text, out _).ShouldBeFalse();
}
