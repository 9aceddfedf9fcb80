using System.Text;

namespace Meet.Chat.People;

/// <summary>
/// Phone numbers as they are kept: E.164, "+" and 7 to 15 digits (ITU-T E.164, 6). What people write in Japan is understood:
/// domestic forms (0X…), the international prefix 010, full-width digits, hyphens, spaces and parentheses.
/// </summary>
internal static class PhoneNumbers
{
    private const int MaxWritten = 40;
    private const int Shortest = 7;
    private const int Longest = 15;

    /// <summary>Null when it is no phone number.</summary>
    public static string? Normalize(string? written)
    {
        if (written is null || written.Length > MaxWritten || Compact(written.Trim()) is not { Length: > 0 } text)
            return null;
        var number = text switch
        {
            ['+', .. var rest] => rest,
            _ when text.StartsWith("010", StringComparison.Ordinal) => text[3..],
            ['0', .. var rest] when IsJapanese(rest) => "81" + rest,
            _ => "",
        };
        // +81 (0)90… is often written so; no Japanese number has a zero there.
        if (number.StartsWith("81", StringComparison.Ordinal))
        {
            var rest = number[2..].TrimStart('0');
            number = IsJapanese(rest) && number.Length - 2 - rest.Length <= 1 ? "81" + rest : "";
        }

        return number.Length is >= Shortest and <= Longest && number[0] != '0' ? "+" + number : null;
    }

    /// <summary>
    /// The digits to look for in kept numbers when somebody types a part of one: without separators and a leading 0. Null when what
    /// was typed is nothing of the kind.
    /// </summary>
    public static string? SearchDigits(string typed) =>
        Compact(typed.Trim()) switch
        {
            ['+' or '0', .. { Length: >= 3 and <= Longest } digits] => digits,
            [not ('+' or '0'), ..] and { Length: >= 3 and <= Longest } digits => digits,
            _ => null,
        };

    // After the leading 0: 9 digits on land and for service numbers; 10 for 020, 050, 060, 070, 080 and 090.
    private static bool IsJapanese(string rest) =>
        rest.Length > 1 && rest[0] != '0' && rest.Length == (rest[0] is not ('1' or '3' or '4') && rest[1] == '0' ? 10 : 9);

    /// <summary>Digits, with a leading "+" where there is one; null when there is anything else than separators.</summary>
    private static string? Compact(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var written in text)
        {
            // Full-width forms lie at a fixed distance from ASCII.
            var sign = written is >= '！' and <= '～' ? (char)(written - 0xFEE0) : written;
            if (char.IsAsciiDigit(sign) || (sign == '+' && kept.Length == 0))
                kept.Append(sign);
            else if (sign is not (' ' or '\u3000' or '-' or '(' or ')' or '.' or '/' or '‐' or '‑' or '–' or '−' or 'ー'))
                return null;
        }

        return kept.ToString();
    }
}
