using Microsoft.Playwright;

namespace Meet.Testing.Browser.Pages;

/// <summary>A team member at the console.</summary>
public sealed class AgentPage(IPage page)
{
    public IPage Page => page;

    public CallView Call { get; } = new(page, page.GetByTestId);

    public ILocator MissedEntry => page.Locator("[data-testid=entry-meet][data-missed]").Last;

    public ILocator MeetEntry => page.GetByTestId("entry-meet").Last;

    public static async Task<AgentPage> SignInAsync(IBrowserContext person, Uri site, string email, string password)
    {
        var page = await person.NewPageAsync();
        await page.GotoAsync(site.ToString());
        await page.GetByTestId("signin-email").FillAsync(email);
        await page.GetByTestId("signin-password").FillAsync(password);
        await page.GetByTestId("signin-submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("rail-inbox")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        return new AgentPage(page);
    }

    /// <summary>Opens the chat whose newest message this is, and waits for it in the timeline.</summary>
    public async Task OpenChatAsync(string message)
    {
        await page.GetByTestId("chat-row").Filter(new() { HasText = message }).First.ClickAsync(new() { Timeout = 15_000 });
        await SeesMessageAsync(message);
    }

    public async Task WriteAsync(string text)
    {
        await page.GetByTestId("composer-input").FillAsync(text);
        await page.GetByTestId("composer-send").ClickAsync();
    }

    public Task SeesMessageAsync(string text) =>
        Assertions.Expect(page.GetByTestId("message").Filter(new() { HasText = text }).First).ToBeVisibleAsync(new() { Timeout = 15_000 });

    public async Task StartMeetAsync(string kind)
    {
        await page.GetByTestId("meet-menu").ClickAsync();
        await page.GetByTestId($"meet-start-{kind}").ClickAsync();
    }

    /// <summary>Opens a chat of whomever, through the list of all.</summary>
    public async Task OpenChatAnywhereAsync(string message)
    {
        await page.GetByTestId("inbox-tab-all").ClickAsync();
        await OpenChatAsync(message);
    }

    public async Task WriteInsideAsync(string text)
    {
        await page.GetByTestId("composer-tab-internal").ClickAsync();
        await WriteAsync(text);
    }

    /// <summary>With the colleague of this name; made if there was none.</summary>
    public async Task OpenDirectMessageAsync(string name)
    {
        await page.GetByTestId("rail-team").ClickAsync();
        await page.GetByTestId("room-new").ClickAsync();
        await page.GetByTestId("person-option").Filter(new() { HasText = name }).ClickAsync();
        await page.GetByTestId("room-create").ClickAsync();
        await Assertions.Expect(page.GetByTestId("room")).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    /// <summary>Writes the customer's number into their profile.</summary>
    public async Task NoteContactAsync(string phone)
    {
        await page.GetByTestId("contact-edit").ClickAsync();
        await page.GetByTestId("contact-phone").FillAsync(phone);
        await page.GetByTestId("contact-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("contact-edit")).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    public Task CallBackAsync() => MissedEntry.GetByTestId("call-back").ClickAsync();

    public Task SeesMissedAsync(string reason) =>
        Assertions.Expect(MissedEntry).ToHaveAttributeAsync("data-missed-reason", reason, new() { Timeout = 15_000 });
}
