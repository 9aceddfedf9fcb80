using Meet.Chat.People;
using Meet.Contracts.Chat;

namespace Meet.Chat.Demo;

internal sealed record DemoWorkspace(string Id, string Name, DemoStaff[] Staff, DemoChat[] Chats);

/// <param name="Key">The name in the script, and in the address: <c>key@workspace.example</c>.</param>
internal sealed record DemoStaff(string Key, string Name, bool Seat, bool Admin = false);

/// <param name="KnownFor">How long before the chat's first line the customer was first seen.</param>
/// <param name="Phone">E.164; of a range that nobody has.</param>
internal sealed record DemoChat(
    string Customer,
    ChatSource Source,
    TimeSpan KnownFor,
    ProfileField[] Fields,
    DemoLine[] Lines,
    string? ClosedBy = null,
    string? Phone = null,
    string? Email = null,
    string Locale = "ja");

/// <param name="By">Null: the customer.</param>
internal sealed record DemoLine(TimeSpan Ago, string? By, string Text, bool Internal = false);

/// <summary>What is said in the demo: a shop for kitchen and coffee things, and a second one that must never see it.</summary>
internal static class DemoScript
{
    public const string Password = "meet-demo-2026";

    public static DemoWorkspace[] Workspaces { get; } =
    [
        new("demo", "デモショップ", [new("aoi", "田中 葵", true, Admin: true), new("sato", "佐藤 健", true), new("kato", "加藤 美咲", false)], DemoChats),
        new("other", "よその店", [new("mori", "森 拓也", true, Admin: true)],
        [
            new("井上 陸", ChatSource.Web, Days(3), [Field("会員ランク", "一般")],
            [
                new(Minutes(95), null, "自転車の空気入れの在庫はありますか?"),
                new(Minutes(90), "mori", "はい、仏式・英式の両方に対応したものがございます。"),
            ]),
        ]),
    ];

    private static DemoChat[] DemoChats =>
    [
        new("山本 陽子", ChatSource.Web, Days(412), [Field("会員ランク", "ゴールド"), Field("ご注文回数", "14回"), Field("地域", "神奈川県")],
        [
            new(Minutes(34), null, "先週届いた電気ケトル(品番 DK-120)の注ぎ口の付け根から水が漏れます。"),
            new(Minutes(31), "aoi", "山本様、ご不便をおかけし申し訳ございません。担当の田中です。漏れは注ぐときだけでしょうか、置いているときもでしょうか?"),
            new(Minutes(28), null, "沸かしている間も、台が少し濡れます。"),
            new(Minutes(26), "aoi", "DK-120の3月ロットかもしれません。交換在庫はありますか?", Internal: true),
            new(Minutes(24), "sato", "大阪倉庫に6台あります。今日15時までの手配なら明日着きます。", Internal: true),
            new(Minutes(22), "aoi", "状態を確認のうえ、すぐに新品と交換いたします。よろしければMeetで漏れている箇所を見せていただけますか?"),
            new(Minutes(4), null, "はい、今なら大丈夫です。手元にケトルがあります。"),
        ], Phone: "+819000000011", Email: "yoko.yamamoto@example.jp"),
        new("James Walker", ChatSource.Web, Days(9), [Field("Country", "Singapore"), Field("Orders", "1")],
        [
            new(Minutes(52), null, "Hi! My order #20418 has been \"in customs\" for six days. Is there anything you need from me?"),
            new(Minutes(49), "sato", "Hi James, Ken here. Let me check with the carrier. Was there a phone number on the order form?"),
            new(Minutes(47), null, "I don't think so, the form said it was optional."),
            new(Minutes(43), "sato", "That explains it: customs could not reach you. I have sent them the invoice again with your e-mail address; it usually clears within a day."),
            new(Minutes(12), null, "Great, thank you. Should I pay the import tax to the courier or to you?"),
        ], Email: "james.walker@example.com", Locale: "en"),
        new("小林 大輔", ChatSource.Line, Days(120), [Field("会員ランク", "シルバー"), Field("ご注文回数", "5回")],
        [
            new(Hours(3), null, "コーヒーミルの替え刃だけ買えますか?3年前のモデルです。"),
            new(Hours(3) - Minutes(6), "aoi", "小林様、お問い合わせありがとうございます。本体底面の型番を教えていただけますか?"),
            new(Hours(2) - Minutes(10), null, "CM-30Sと書いてあります"),
            new(Hours(2) - Minutes(18), "aoi", "CM-30Sの替え刃はCMB-30(税込1,980円)です。在庫がございますので本日発送できます。"),
        ]),
        new("中村 さくら", ChatSource.Web, Days(31), [Field("会員ランク", "一般"), Field("ご注文回数", "2回")],
        [
            new(Minutes(17), null, "領収書の宛名を会社名に変更したいのですが、どこからできますか?"),
            new(Minutes(16), null, "注文番号は20397です。"),
        ], Phone: "+819000000014"),
        new("Emily Chen", ChatSource.Web, Days(0), [Field("Country", "Taiwan")],
        [
            new(Minutes(8), null, "Does the pour-over set come with paper filters, or do I need to order them separately?"),
        ], Locale: "en"),
        new("渡辺 美月", ChatSource.Instagram, Days(2), [],
        [
            new(Minutes(71), null, "投稿の青いマグ、ギフト包装はできますか?母の日に間に合わせたいです!"),
        ]),
        new("松本 恵", ChatSource.Web, Days(205), [Field("会員ランク", "シルバー"), Field("ご注文回数", "7回"), Field("地域", "福岡県")],
        [
            new(Days(1) + Hours(2), null, "返品したフライパンの返金はいつ頃になりますか?"),
            new(Days(1) + Hours(2) - Minutes(5), "sato", "松本様、佐藤です。昨日倉庫に到着し、本日返金の手続きをいたしました。カード会社により3〜5営業日で反映されます。"),
            new(Days(1) + Hours(2) - Minutes(9), null, "早いですね、ありがとうございました!"),
        ], ClosedBy: "sato", Phone: "+819000000017", Email: "megumi.matsumoto@example.jp"),
    ];

    private static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);

    private static TimeSpan Hours(int count) => TimeSpan.FromHours(count);

    private static TimeSpan Days(int count) => TimeSpan.FromDays(count);

    private static ProfileField Field(string label, string value) => new(label, value);
}
