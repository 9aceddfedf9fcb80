using Meet.Chat.Rooms;
using Meet.Chat.Working;
using Meet.Contracts;
using Meet.Contracts.Chat;

namespace Meet.Chat.Demo;

/// <param name="Name">Null: a direct message.</param>
/// <param name="Members">Keys of the workspace's staff; the first one opened it.</param>
internal sealed record DemoRoom(string? Name, string[] Members, DemoRoomLine[] Lines);

internal sealed record DemoRoomLine(TimeSpan Ago, string By, string Text, params string[] Mentions);

/// <summary>What the demo shop's team says among itself.</summary>
internal static class DemoRooms
{
    private static DemoRoom[] Rooms { get; } =
    [
        new("全体連絡", ["aoi", "sato", "kato"],
        [
            new(Hours(26), "kato", "来週の棚卸しは火曜の10時からです。午前中の有人対応は佐藤さんお一人になります。", "sato"),
            new(Hours(25.8), "sato", "承知しました。混みそうなときは自動応答に「折り返しご連絡します」を出しておきます。"),
            new(Hours(2.5), "aoi", "DK-120の水漏れのお問い合わせが今週3件目です。3月ロットかどうか、受付時に必ず品番シールを確認してください。", "sato", "kato"),
            new(Hours(2.2), "kato", "メーカーに確認中です。分かり次第ここに書きます。"),
        ]),
        new("配送・在庫", ["sato", "aoi"],
        [
            new(Hours(5), "sato", "大阪倉庫のDK-120、残り6台です。交換用に3台押さえておきました。"),
            new(Hours(4.6), "aoi", "助かります!CMB-30の替え刃はまだありますか?"),
            new(Hours(4.5), "sato", "12個あります。今日の便に間に合わせるなら15時までに教えてください。"),
        ]),
        new(null, ["aoi", "kato"],
        [
            new(Hours(1.2), "kato", "山本様の件、交換で進めて大丈夫です。送料はこちら負担でお願いします。"),
            new(Hours(1.1), "aoi", "ありがとうございます。Meetで状態だけ見せていただいてから手配しますね。"),
            new(Hours(0.9), "kato", "お願いします。終わったら一言ください。"),
        ]),
    ];

    /// <param name="staff">By key; workspaces without these people get no rooms.</param>
    public static async Task WriteAsync(Work work, Dictionary<string, PersonRef> staff, DateTimeOffset now)
    {
        foreach (var room in Rooms.Where(room => room.Members.All(staff.ContainsKey)))
            await WriteAsync(work, room, staff, now);
    }

    private static async Task WriteAsync(Work work, DemoRoom script, Dictionary<string, PersonRef> staff, DateTimeOffset now)
    {
        work.Now = now - script.Lines[0].Ago;
        var kind = script.Name is null ? RoomKind.Direct : RoomKind.Team;
        var others = script.Members.Skip(1).Select(key => staff[key].Id).ToList();
        var opener = staff[script.Members[0]].Id;
        if (await OpenRoom.WriteAsync(work, kind, script.Name ?? "", opener, others, Guid.CreateVersion7(work.Now)) is not { } room)
            return;
        foreach (var line in script.Lines)
        {
            work.Now = now - line.Ago;
            await RoomTimeline.AddMessageAsync(
                work, room, staff[line.By].Id, line.Text, Guid.CreateVersion7(work.Now), [.. line.Mentions.Select(key => staff[key].Id)]);
        }

        // All but the last line is old news to everybody.
        foreach (var member in script.Members)
            await MarkRoomRead.MoveAsync(work, room, staff[member].Id, script.Lines.Length - 1);
    }

    private static TimeSpan Hours(double count) => TimeSpan.FromHours(count);
}
