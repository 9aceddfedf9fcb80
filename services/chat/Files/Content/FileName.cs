using System.Text;
using Meet.Chat.Entries;

namespace Meet.Chat.Files.Content;

/// <summary>A file's name as it is kept and shown: one that saves where it should, and does not lie about the content.</summary>
internal static class FileName
{
    /// <summary>Characters, as the sender gives it.</summary>
    public const int MaxGiven = 255;

    private const int MaxKept = 150;

    public static bool IsValid(string? given) => UserText.IsValid(given, MaxGiven);

    /// <summary>
    /// Without folders, without characters that file systems refuse or that turn the reading direction (so that "cod.exe" cannot
    /// read "exe.doc"), and with an ending that fits the content.
    /// </summary>
    public static string Clean(string given, string mediaType)
    {
        var name = new StringBuilder(given.Length);
        foreach (var rune in given[(given.LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
        {
            if (IsHarmless(rune))
                name.Append(rune.ToString());
        }

        var clean = name.ToString().TrimEnd(' ', '.', '\u3000');
        var endings = FileTypes.EndingsOf(mediaType);
        var ending = endings.FirstOrDefault(each => clean.EndsWith(each, StringComparison.OrdinalIgnoreCase)) ?? "";
        var stem = Shorten(clean[..^ending.Length].Trim(' ', '.', '\u3000'), MaxKept);
        return $"{(stem.Length == 0 ? "file" : stem)}{(ending.Length == 0 ? endings[0] : clean[^ending.Length..])}";
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
            System.Globalization.UnicodeCategory.Control
            or System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.LineSeparator
            or System.Globalization.UnicodeCategory.ParagraphSeparator)
        && rune.Value is not ('<' or '>' or ':' or '"' or '|' or '?' or '*');

    private static string Shorten(string text, int max)
    {
        var kept = string.Concat(text.EnumerateRunes().Take(max).Select(rune => rune.ToString()));
        return kept.TrimEnd(' ', '.');
    }
}
