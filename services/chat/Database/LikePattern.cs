namespace Meet.Chat.Database;

internal static class LikePattern
{
    /// <summary>A pattern that finds the text anywhere, with LIKE's own signs taken literally; null for no text.</summary>
    public static string? Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var literal = text.Trim()
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return $"%{literal}%";
    }
}
