using Meet.Contracts.Chat;

namespace Meet.Notification.Messages;

/// <param name="Subject">Of an e-mail.</param>
internal sealed record MessageText(string? Subject, string Body);

/// <summary>What customers read, in their language. Japanese unless they have chosen English.</summary>
internal static class Texts
{
    // An SMS with Japanese in it has 70 characters a part: the link takes about 50.
    private const int LongestName = 40;

    public static MessageText Of(DeliveryChannel channel, string locale, string tenantName, string customerName, string link)
    {
        var (tenant, customer) = (Plain(tenantName), Plain(customerName));
        var english = locale.StartsWith("en", StringComparison.OrdinalIgnoreCase);
        return channel == DeliveryChannel.Sms
            ? new MessageText(null, english ? $"{tenant} is calling you. Tap to talk: {link}" : $"【{tenant}】お電話のご案内です。タップして通話: {link}")
            : english ? EnglishMail(tenant, customer, link) : JapaneseMail(tenant, customer, link);
    }

    private static MessageText JapaneseMail(string tenant, string customer, string link) => new(
        $"【{tenant}】お電話のご案内",
        $"""
        {customer} 様

        {tenant}の担当者がお電話でお話ししたいと、いまお待ちしています。
        次のリンクを開くと、ブラウザーでそのままお話しいただけます。

        {link}

        ・アプリのインストールや登録は必要ありません。
        ・リンクはあなた専用です。ほかの方に転送しないでください。
        """);

    private static MessageText EnglishMail(string tenant, string customer, string link) => new(
        $"{tenant} is calling you",
        $"""
        Dear {customer},

        {tenant} would like to talk to you and is waiting now.
        Open this link to talk in your browser:

        {link}

        No app and no account are needed.
        The link is yours alone: please do not forward it.
        """);

    /// <summary>One line, without anything that could start a header of its own or turn the text around.</summary>
    private static string Plain(string name)
    {
        var line = string.Concat(name.Where(each => !char.IsControl(each) && char.GetUnicodeCategory(each)
            is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator))).Trim();
        if (line.Length <= LongestName)
            return line;
        return char.IsHighSurrogate(line[LongestName - 1]) ? line[..(LongestName - 1)] : line[..LongestName];
    }
}
