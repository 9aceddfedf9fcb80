using System.Text;
using Meet.Chat.Files.Content;

namespace Meet.Chat.Tests.Files;

public sealed class FileSnifferTests
{
    public static TheoryData<string, byte[], string> Allowed => new()
    {
        { "png", Samples.Png(), FileTypes.Png },
        { "jpeg", Samples.Jpeg(), FileTypes.Jpeg },
        { "gif", Samples.Gif(), FileTypes.Gif },
        { "webp", Samples.WebpLossy(), FileTypes.Webp },
        { "webp lossless", Samples.WebpLossless(), FileTypes.Webp },
        { "webp extended", Samples.WebpExtended(), FileTypes.Webp },
        { "pdf", Samples.Pdf, FileTypes.Pdf },
        { "mp4", Samples.Mp4(), FileTypes.Mp4 },
        { "mp4 of a phone", Samples.Mp4("mp42"), FileTypes.Mp4 },
        { "webm", Samples.Ebml(), FileTypes.Webm },
        { "mp3 with a tag", Samples.Mp3Tag, FileTypes.Mp3 },
        { "mp3 without one", Samples.Mp3Frames, FileTypes.Mp3 },
        { "wav", Samples.Wav, FileTypes.Wav },
        { "ogg", Samples.Ogg, FileTypes.Ogg },
        { "docx", Samples.Zip("[Content_Types].xml", "_rels/.rels", "word/document.xml"), FileTypes.Docx },
        { "xlsx with its types last", Samples.Zip("xl/workbook.xml", "[Content_Types].xml"), FileTypes.Xlsx },
        { "pptx", Samples.Zip("[Content_Types].xml", "ppt/presentation.xml"), FileTypes.Pptx },
        { "odt", Samples.Zip($"mimetype={FileTypes.Odt}", "content.xml"), FileTypes.Odt },
        { "ods", Samples.Zip($"mimetype={FileTypes.Ods}", "content.xml"), FileTypes.Ods },
        { "odp", Samples.Zip($"mimetype={FileTypes.Odp}", "content.xml"), FileTypes.Odp },
        { "text", Encoding.UTF8.GetBytes("ご注文\t20418\r\n☕"), FileTypes.Text },
        { "text with a mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("品番,数\n")], FileTypes.Text },
        { "a sum", "a < b, 1<2"u8.ToArray(), FileTypes.Text },
        { "text about keys", "PK is a key"u8.ToArray(), FileTypes.Text },
    };

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "html", "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray() },
        { "html behind space", " \r\n\t<html>"u8.ToArray() },
        { "html behind a mark", [0xEF, 0xBB, 0xBF, .. "<body>"u8] },
        { "a closing tag", "</p>"u8.ToArray() },
        { "svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray() },
        { "xml", "<?xml version='1.0'?><svg/>"u8.ToArray() },
        { "a script", "#!/bin/sh\nrm -rf /\n"u8.ToArray() },
        { "elf", [0x7F, .. "ELF"u8, 2, 1, 1, 0] },
        { "exe", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0] },
        { "java", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52] },
        { "wasm", [0, .. "asm"u8, 1, 0, 0, 0] },
        { "any zip", Samples.Zip("a.txt") },
        { "jar", Samples.Zip("META-INF/MANIFEST.MF", "A.class") },
        { "another package", Samples.Zip("[Content_Types].xml", "tools/install.ps1") },
        { "docx with macros", Samples.Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin") },
        { "odt with macros", Samples.Zip($"mimetype={FileTypes.Odt}", "content.xml", "Basic/Standard/Module1.xml") },
        { "a template of odt", Samples.Zip($"mimetype={FileTypes.Odt}-template", "content.xml") },
        { "a zip without its end", Samples.Zip("[Content_Types].xml", "word/document.xml")[..^30] },
        { "heic", Samples.Mp4("heic") },
        { "quicktime", Samples.Mp4("qt  ") },
        { "matroska", Samples.Ebml("matroska") },
        { "one frame in noise", [.. Samples.Mp3Frames[..400], 1, 2, 3] },
        { "text with a NUL", "a\0b"u8.ToArray() },
        { "text with an escape", "\u001b[2J"u8.ToArray() },
        { "Shift_JIS", [0x82, 0xB1, 0x82, 0xF1] },
        { "UTF-16", [0xFF, 0xFE, 0x61, 0x00] },
        { "half a png", Samples.Png()[..20] },
        { "a png of nothing", Samples.Png(0, 0) },
        { "a png below nothing", Samples.Png(-5, 7) },
        { "half a jpeg", Samples.Jpeg()[..24] },
        { "a gif of nothing", Samples.Gif(0) },
        { "half a gif", Samples.Gif()[..8] },
        { "half a webp", Samples.WebpLossy()[..20] },
        { "white space", " \n"u8.ToArray() },
        { "nothing", [] },
    };

    [Theory]
    [MemberData(nameof(Allowed), DisableDiscoveryEnumeration = true)]
    public void What_may_be_sent_is_known_by_its_content(string name, byte[] content, string expected) =>
        FileSniffer.Sniff(content, content).ShouldNotBeNull(name).MediaType.ShouldBe(expected, name);

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_may_not_be_sent_is_nothing(string name, byte[] content) => FileSniffer.Sniff(content, content).ShouldBeNull(name);

    [Fact]
    public void Every_allowed_kind_has_an_ending_of_its_own()
    {
        var kinds = Allowed.Select(row => row.Data.Item3).Distinct().ToList();

        kinds.Select(kind => FileTypes.EndingsOf(kind)[0]).Distinct().Count().ShouldBe(kinds.Count);
    }

    [Fact]
    public void An_archives_directory_is_found_though_only_the_end_is_at_hand()
    {
        var content = Samples.Zip(["[Content_Types].xml", "word/document.xml", .. Enumerable.Range(0, 500).Select(i => $"word/media/image{i}.png")]);

        FileSniffer.Sniff(content.AsSpan(0, 100), content.AsSpan(content.Length / 3)).ShouldNotBeNull().MediaType.ShouldBe(FileTypes.Docx);
        FileSniffer.Sniff(content.AsSpan(0, 100), content.AsSpan(content.Length - 1000)).ShouldBeNull();
    }

    /// <summary>Whatever arrives, the answer is a kind or none: never an exception, never an endless loop.</summary>
    [Fact]
    public void Damaged_files_are_answered_like_any_other()
    {
        var random = new Random(20260102);
        byte[][] whole = [.. Allowed.Select(row => row.Data.Item2), Samples.Jpeg(1, 1, Samples.Orientation(6, true), Samples.Orientation(8, false))];
        var known = new HashSet<string?>(Allowed.Select(row => (string?)row.Data.Item3)) { null };
        for (var round = 0; round < 40_000; round++)
        {
            var content = Damage(whole[random.Next(whole.Length)], random);

            var type = FileSniffer.Sniff(content, content.AsSpan(random.Next(content.Length + 1)));

            known.ShouldContain(type?.MediaType);
            if (type?.Size is { } size)
                (size is { Width: > 0, Height: > 0 }).ShouldBeTrue();
        }
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var content = whole[..random.Next(whole.Length + 1)].ToList();
        for (var i = random.Next(6); i > 0 && content.Count > 0; i--)
        {
            var at = random.Next(content.Count);
            switch (random.Next(4))
            {
                case 0: content[at] = (byte)random.Next(256); break;
                case 1: content[at] = random.Next(2) == 0 ? (byte)0 : (byte)0xFF; break;
                case 2: content.RemoveAt(at); break;
                default: content.Insert(at, (byte)random.Next(256)); break;
            }
        }

        return [.. content];
    }
}
