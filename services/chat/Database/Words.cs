namespace Meet.Chat;

/// <summary>Enums as the tables write them: one lower-case word.</summary>
internal static class Words
{
#pragma warning disable CA1308 // These are stored words, not text to compare.
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    public static string? Of<T>(T? value)
        where T : struct, Enum => value is { } given ? Of(given) : null;
}
