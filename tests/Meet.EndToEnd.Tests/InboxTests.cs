using System.Text;
using Meet.Testing;
using Meet.Testing.Browser;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>The chats as a support team uses them, in two and three real browsers.</summary>
public sealed class InboxTests(MeetSystem system, Chromium chromium)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 15_000 };
    private static readonly LocatorAssertionsToHaveCountOptions Gone = new() { Timeout = 15_000 };

    // A one-pixel PNG.
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_chat_is_found_by_its_text_and_by_its_customer()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        var page = scene.Agent.Page;
        var search = page.GetByRole(AriaRole.Searchbox);
        await page.GetByTestId("inbox-tab-all").ClickAsync();
        var customer = await page.GetByTestId("chat-row").Filter(new() { HasText = scene.FirstMessage }).Locator(".row__name").InnerTextAsync();

        foreach (var words in new[] { scene.FirstMessage[^20..], customer })
        {
            await search.FillAsync(words);
            await Assertions.Expect(page.GetByTestId("chat-row").Filter(new() { HasText = scene.FirstMessage })).ToHaveCountAsync(1, Gone);
        }

        await search.FillAsync($"nothing has {Guid.NewGuid()}");
        await Assertions.Expect(page.GetByTestId("chat-row")).ToHaveCountAsync(0, Gone);
        await Assertions.Expect(page.Locator(".list__content")).ToContainTextAsync("見つかりません");
    }

    [Fact]
    public async Task A_chat_is_snoozed_closed_and_reopened_and_each_list_follows()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        var page = scene.Agent.Page;
        var row = page.Locator($"[data-testid=chat-row][data-chat-id='{new Uri(page.Url).Fragment.Split('/')[^1]}']");

        await page.GetByTestId("snooze-menu").ClickAsync();
        await page.GetByTestId("snooze-hour").ClickAsync();
        await Assertions.Expect(page.GetByTestId("snoozed-bar")).ToBeVisibleAsync(Soon);
        await IsNotInAsync("mine");
        await IsInAsync("snoozed");
        // A customer who writes is not kept waiting.
        await scene.Customer.WriteAsync("すみません、急ぎです");
        await Assertions.Expect(page.GetByTestId("snoozed-bar")).ToHaveCountAsync(0, Gone);

        await page.GetByTestId("chat-close").ClickAsync();
        await Assertions.Expect(page.GetByTestId("chat-reopen")).ToBeVisibleAsync(Soon);
        await IsInAsync("closed");
        await IsNotInAsync("mine");
        await page.GetByTestId("chat-reopen").ClickAsync();
        await Assertions.Expect(page.GetByTestId("chat-close")).ToBeVisibleAsync(Soon);
        await IsNotInAsync("closed");
        await IsInAsync("mine");

        async Task IsInAsync(string view)
        {
            await page.GetByTestId($"inbox-tab-{view}").ClickAsync();
            await Assertions.Expect(row).ToBeVisibleAsync(Soon);
        }

        async Task IsNotInAsync(string view)
        {
            await page.GetByTestId($"inbox-tab-{view}").ClickAsync();
            await Assertions.Expect(row).ToHaveCountAsync(0, Gone);
        }
    }

    [Fact]
    public async Task A_colleague_takes_over_and_it_is_taken_back()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await using var sato = await scene.ColleagueAsync(DemoAccounts.Sato);
        await sato.Agent.OpenChatAnywhereAsync(scene.FirstMessage);

        await sato.Agent.Page.GetByTestId("chat-take-over").ClickAsync();
        await Assertions.Expect(scene.Agent.Page.GetByTestId("assignee-menu")).ToContainTextAsync("佐藤", new() { Timeout = 15_000 });
        await scene.Agent.Page.GetByTestId("assignee-menu").ClickAsync();
        await scene.Agent.Page.GetByTestId("assign-me").ClickAsync();

        await Assertions.Expect(sato.Agent.Page.GetByTestId("chat-take-over")).ToBeVisibleAsync(Soon);
        // Undone from the notice, without a search for who had it.
        await scene.Agent.Page.GetByRole(AriaRole.Button, new() { Name = "元に戻す" }).First.ClickAsync();
        await Assertions.Expect(sato.Agent.Page.GetByTestId("chat-take-over")).ToHaveCountAsync(0, Gone);
    }

    [Fact]
    public async Task Who_writes_what_is_unread_and_what_was_read_shows_on_both_sides()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        var page = scene.Agent.Page;

        await scene.Customer.Find("composer-input").PressSequentiallyAsync("ところで");
        await Assertions.Expect(page.GetByTestId("typing")).ToBeVisibleAsync(Soon);
        await page.GetByTestId("composer-input").PressSequentiallyAsync("はい");
        await Assertions.Expect(scene.Customer.Find("typing")).ToBeVisibleAsync(Soon);
        await scene.Agent.WriteAsync("はい、どうぞ");
        await Assertions.Expect(page.GetByTestId("read-mark")).ToBeVisibleAsync(Soon);
        await scene.Customer.WriteAsync("色は選べますか");
        await Assertions.Expect(scene.Customer.Find("read-mark")).ToBeVisibleAsync(Soon);

        // The agent looks at something else: the next message is unread until they come back.
        await page.GetByTestId("rail-team").ClickAsync();
        await scene.Customer.WriteAsync("もしもし");
        await page.GetByTestId("rail-inbox").ClickAsync();
        var row = page.GetByTestId("chat-row").Filter(new() { HasText = "もしもし" }).First;
        await Assertions.Expect(row).ToHaveAttributeAsync("data-unread", "true", new() { Timeout = 15_000 });
        await row.ClickAsync();
        await Assertions.Expect(row).Not.ToHaveAttributeAsync("data-unread", "true", new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task Pictures_and_files_go_both_ways_and_a_program_is_refused_in_words()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        var page = scene.Agent.Page;

        await scene.Customer.Find("attach-input").SetInputFilesAsync(new FilePayload { Name = "傷.png", MimeType = "image/png", Buffer = Pixel });
        await Assertions.Expect(scene.Customer.Find("upload")).ToBeVisibleAsync(Soon);
        await scene.Customer.Find("composer-send").ClickAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(page.GetByTestId("picture")).ToBeVisibleAsync(Soon);
        await page.GetByTestId("picture").ClickAsync();
        await Assertions.Expect(page.GetByTestId("lightbox")).ToBeVisibleAsync(Soon);
        await page.Keyboard.PressAsync("Escape");

        await page.GetByTestId("file-input").SetInputFilesAsync(
            new FilePayload { Name = "保証書.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("一年間保証いたします。") });
        await page.GetByTestId("composer-send").ClickAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(scene.Customer.Find("file-card")).ToContainTextAsync("保証書.txt", new() { Timeout = 15_000 });

        // A program by its content, whatever it calls itself.
        await page.GetByTestId("file-input").SetInputFilesAsync(
            new FilePayload { Name = "写真.png", MimeType = "image/png", Buffer = [0x7F, .. "ELF"u8, .. new byte[60]] });
        await Assertions.Expect(page.GetByTestId("upload")).ToHaveAttributeAsync("data-state", "failed", new() { Timeout = 15_000 });
        await page.GetByTestId("upload-remove").ClickAsync();
        await Assertions.Expect(page.GetByTestId("upload")).ToHaveCountAsync(0, Gone);
    }

    [Fact]
    public async Task A_colleague_mentioned_inside_finds_it_among_their_mentions()
    {
        await using var scene = await new Scene(system, chromium).OpenAsync();
        await using var sato = await scene.ColleagueAsync(DemoAccounts.Sato);
        var words = $"在庫を見てください {Guid.NewGuid():n}";
        var page = scene.Agent.Page;

        await page.GetByTestId("composer-tab-internal").ClickAsync();
        await page.GetByTestId("composer-input").PressSequentiallyAsync("@佐");
        await page.GetByTestId("mention-option").First.ClickAsync();
        await page.GetByTestId("composer-input").PressSequentiallyAsync(words);
        await page.GetByTestId("composer-send").ClickAsync();

        await sato.Agent.Page.GetByTestId("rail-mentions").ClickAsync();
        var mention = sato.Agent.Page.GetByTestId("mention-row").Filter(new() { HasText = words });
        await Assertions.Expect(mention).ToBeVisibleAsync(Soon);
        await mention.ClickAsync();
        await Assertions.Expect(sato.Agent.Page.GetByTestId("message").Filter(new() { HasText = words })).ToBeVisibleAsync(Soon);
        (await scene.Customer.TextAsync()).ShouldNotContain(words);
    }
}
