namespace Meet.Chat.Entries;

/// <summary>What people type, as far as it can be kept: PostgreSQL holds no NUL, and UTF-8 no half of a surrogate pair.</summary>
internal static class UserText
{
    /// <summary>The length in characters (Unicode scalars), what a person would count; not all white space.</summary>
    public static bool IsValid(string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 2 * max || text.Contains('\0', StringComparison.Ordinal))
            return false;
        var length = 0;
        for (var i = 0; i < text.Length; i++, length++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
                return false;
        }

        return length <= max;
    }
}
