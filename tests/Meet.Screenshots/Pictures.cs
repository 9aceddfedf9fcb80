using Meet.Testing;
using Meet.Testing.Browser;
using Microsoft.Playwright;

namespace Meet.Screenshots;

/// <summary>The pictures of docs/images: each shows the running product, in a scene of its own.</summary>
internal static class Pictures
{
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 15_000 };

    public static readonly IReadOnlyDictionary<string, Func<MeetSystem, Scene, string, Task>> All =
        new SortedDictionary<string, Func<MeetSystem, Scene, string, Task>>
        {
            ["inbox"] = async (_, scene, file) => await TakeAsync((await scene.OpenAsync()).Agent.Page, file),
            ["incoming"] = IncomingAsync,
            ["meet"] = async (_, scene, file) => await TakeAsync((await TalkingAsync(scene)).Agent.Page, file),
            ["widget"] = async (_, scene, file) => await TakeAsync((await TalkingAsync(scene)).Customer.Page, file),
            ["widget-phone"] = async (_, scene, file) => await TakeAsync((await TalkingAsync(scene, Devices.Phone)).Customer.Page, file),
            ["internal"] = InternalAsync,
            ["history"] = HistoryAsync,
            ["team"] = TeamAsync,
            ["settings"] = SettingsAsync,
            ["outbox"] = OutboxAsync,
            ["link-door"] = LinkAsync,
            ["microphone"] = MicrophoneAsync,
        };

    /// <summary>Different in every picture: the newest of equal ones could be another picture's.</summary>
    public static string Question(string picture) => picture switch
    {
        "inbox" => "こんにちは。オークのスツールの座面は、水拭きしても大丈夫ですか？",
        "incoming" => "真鍮のランプ、点灯した明るさを見てから決めたいです。",
        "meet" => "白磁のマグカップの在庫はありますか？",
        "widget" => "トートバッグにA4のファイルは入りますか？",
        "widget-phone" => "この棚は一人で組み立てられますか？",
        "internal" => "木製トレイのふちに小さな傷がありました。",
        "history" => "ランプの電球の替えかたを教えてください。",
        "outbox" => "ソファの色見本を見せてもらえますか？",
        "link-door" => "配送の日時を変えたいのですが。",
        "microphone" => "テーブルの脚がぐらつきます。",
        _ => $"お問い合わせ ({picture})",
    };

    private static async Task IncomingAsync(MeetSystem system, Scene scene, string file)
    {
        await scene.OpenAsync();
        await scene.Customer.StartMeetAsync("video");
        await scene.Agent.Call.RingsAsync();
        await TakeAsync(scene.Agent.Page, file);
        await scene.Customer.Call.CancelAsync();
        await scene.Agent.Call.RingsNoMoreAsync();
    }

    private static async Task InternalAsync(MeetSystem system, Scene scene, string file)
    {
        await scene.OpenAsync();
        await using var sato = await scene.ColleagueAsync(DemoAccounts.Sato);
        await sato.Agent.OpenChatAnywhereAsync(scene.FirstMessage);
        await sato.Agent.WriteInsideAsync("交換品を倉庫で確認しました。今日中に送れます。");
        await scene.Agent.SeesMessageAsync("交換品を倉庫で確認しました。今日中に送れます。");
        await scene.Agent.Page.GetByTestId("composer-tab-internal").ClickAsync();
        await scene.Agent.Page.GetByTestId("internal-meet-menu").ClickAsync();
        await scene.Agent.Page.GetByTestId("meet-start-voice").ClickAsync();
        await sato.Agent.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        await TakeAsync(scene.Agent.Page, file);
    }

    private static async Task HistoryAsync(MeetSystem system, Scene scene, string file)
    {
        await TalkingAsync(scene);
        // The pages tell how good their connection is every 5 s.
        await Task.Delay(TimeSpan.FromSeconds(8));
        await scene.Agent.Call.LeaveAsync();
        await scene.Agent.Call.IsClosedAsync();
        await scene.Agent.MeetEntry.GetByTestId("meet-history").Or(scene.Agent.Page.GetByTestId("meet-history")).First.ClickAsync();
        await Assertions.Expect(scene.Agent.Page.GetByTestId("meet-events")).ToBeVisibleAsync(Soon);
        await TakeAsync(scene.Agent.Page, file);
    }

    private static async Task TeamAsync(MeetSystem system, Scene scene, string file)
    {
        await scene.OpenAsync();
        await scene.Agent.Page.GetByTestId("rail-team").ClickAsync();
        await scene.Agent.Page.GetByTestId("room-row").First.ClickAsync();
        await Assertions.Expect(scene.Agent.Page.GetByTestId("room")).ToBeVisibleAsync(Soon);
        await TakeAsync(scene.Agent.Page, file);
    }

    private static async Task SettingsAsync(MeetSystem system, Scene scene, string file)
    {
        await scene.OpenAsync();
        await scene.Agent.Page.GetByTestId("rail-settings").ClickAsync();
        await Assertions.Expect(scene.Agent.Page.GetByTestId("setting-customer-may-start")).ToBeVisibleAsync(Soon);
        await TakeAsync(scene.Agent.Page, file);
    }

    private static async Task OutboxAsync(MeetSystem system, Scene scene, string file)
    {
        await SentAsync(system, scene);
        var page = await (await scene.PersonAsync()).NewPageAsync();
        await page.GotoAsync(system.BaseUrl + "/outbox");
        await Assertions.Expect(page.Locator("main")).ToBeVisibleAsync(Soon);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await TakeAsync(page, file);
    }

    private static async Task LinkAsync(MeetSystem system, Scene scene, string file)
    {
        var link = await scene.OpenLinkAsync(await SentAsync(system, scene));
        await Assertions.Expect(link.Door).ToBeVisibleAsync(Soon);
        await Assertions.Expect(link.Page.Locator("select").First).ToContainTextAsync("Fake", new() { Timeout = 15_000 });
        await TakeAsync(link.Page, file);
    }

    private static async Task MicrophoneAsync(MeetSystem system, Scene scene, string file)
    {
        await scene.OpenAsync();
        await scene.Customer.BlockMicrophoneAsync();
        await scene.Customer.StartMeetAsync("voice");
        await Assertions.Expect(scene.Customer.Find("permission-guide")).ToBeVisibleAsync(Soon);
        await TakeAsync(scene.Customer.Page, file);
    }

    /// <summary>The customer left; the Meet that the agent starts reaches them by a link, which is the answer.</summary>
    private static async Task<string> SentAsync(MeetSystem system, Scene scene)
    {
        var phone = Outbox.NewPhone();
        await scene.OpenWithCustomerGoneAsync(phone);
        await scene.Agent.StartMeetAsync("voice");
        return await Outbox.LinkToAsync(system, phone);
    }

    private static async Task<Scene> TalkingAsync(Scene scene, Devices customerOn = Devices.Desk)
    {
        await scene.OpenAsync(customerOn: customerOn);
        await scene.Agent.WriteAsync("はい。よろしければ実物をカメラでお見せします。");
        await scene.Customer.StartMeetAsync("video");
        await scene.Agent.Call.RingsAsync();
        await scene.Agent.Call.AcceptAsync();
        await scene.Agent.Call.IsAsync("live");
        await scene.Customer.Call.IsAsync("live");
        await scene.Agent.Call.SeesAsync();
        await scene.Customer.Call.SeesAsync();
        await scene.Agent.Call.ShowsPicturesAsync(2);
        await scene.Customer.Call.ShowsPicturesAsync(2);
        return scene;
    }

    private static async Task TakeAsync(IPage page, string file)
    {
        await Assertions.Expect(page.Locator(".skeleton")).ToHaveCountAsync(0, new() { Timeout = 15_000 });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = file, Animations = ScreenshotAnimations.Disabled });
    }
}
