using Meet.Chat.Files.Content;

namespace Meet.Chat.Tests.Files;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("写真.png", FileTypes.Png, "写真.png")]
    [InlineData("IMG_0001.JPG", FileTypes.Jpeg, "IMG_0001.JPG")]
    [InlineData("photo", FileTypes.Jpeg, "photo.jpg")]
    [InlineData("photo.exe", FileTypes.Png, "photo.exe.png")]
    [InlineData("run.bat", FileTypes.Text, "run.bat.txt")]
    [InlineData("page.html", FileTypes.Text, "page.html.txt")]
    [InlineData("orders.csv", FileTypes.Text, "orders.csv")]
    [InlineData("../../etc/passwd", FileTypes.Text, "passwd.txt")]
    [InlineData(@"C:\Users\aoi\見積.pdf", FileTypes.Pdf, "見積.pdf")]
    [InlineData("cod\u202Eexe.doc", FileTypes.Text, "codexe.doc.txt")]
    [InlineData("a\r\nSet-Cookie: x.txt", FileTypes.Text, "aSet-Cookie x.txt")]
    [InlineData("a\"b<c>|?*.txt", FileTypes.Text, "abc.txt")]
    [InlineData(" .. ", FileTypes.Text, "file.txt")]
    [InlineData("...", FileTypes.Png, "file.png")]
    [InlineData(".png", FileTypes.Png, "file.png")]
    [InlineData("a. .pdf", FileTypes.Pdf, "a.pdf")]
    [InlineData("folder/", FileTypes.Pdf, "file.pdf")]
    public void A_name_saves_where_it_should_and_does_not_lie(string given, string type, string expected) =>
        FileName.Clean(given, type).ShouldBe(expected);

    [Fact]
    public void A_long_name_keeps_its_ending_and_its_whole_characters()
    {
        var name = FileName.Clean(string.Concat(Enumerable.Repeat("🍵", 200)) + ".pdf", FileTypes.Pdf);

        name.ShouldBe(string.Concat(Enumerable.Repeat("🍵", 150)) + ".pdf");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void What_is_no_name_is_refused(string? given) => FileName.IsValid(given).ShouldBeFalse();

    [Fact]
    public void A_given_name_has_255_characters_at_most()
    {
        FileName.IsValid(new string('あ', 255)).ShouldBeTrue();
        FileName.IsValid(new string('あ', 256)).ShouldBeFalse();
        FileName.IsValid("a\ud800").ShouldBeFalse();
    }
}
