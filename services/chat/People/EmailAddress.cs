using System.Text.RegularExpressions;

namespace Meet.Chat.People;

/// <summary>E-mail addresses as browsers take them (HTML, 4.10.5.1.5), with a domain of at least two labels.</summary>
internal static partial class EmailAddress
{
    private const int Longest = 254;

    public static bool IsValid(string? text) => text is { Length: > 0 and <= Longest } && Form().IsMatch(text);

    [GeneratedRegex(
        @"\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
