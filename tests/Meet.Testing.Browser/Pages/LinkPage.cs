using Microsoft.Playwright;

namespace Meet.Testing.Browser.Pages;

/// <summary>A customer who left the site and opened the link that they were sent.</summary>
public sealed class LinkPage(IPage page)
{
    public IPage Page => page;

    public CallView Call { get; } = new(page, page.GetByTestId);

    public ILocator Invalid => page.GetByTestId("link-invalid");

    public ILocator Over => page.GetByTestId("link-over");

    public ILocator Door => page.GetByTestId("link-door");

    public static async Task<LinkPage> OpenAsync(IBrowserContext person, string address)
    {
        var page = await person.NewPageAsync();
        await page.GotoAsync(address);
        return new LinkPage(page);
    }

    public Task EnterAsync() => page.GetByTestId("link-enter").ClickAsync(new() { Timeout = 15_000 });

    public async Task LeaveMessageAsync(string text)
    {
        await page.GetByTestId("composer-input").FillAsync(text);
        await page.GetByTestId("composer-send").ClickAsync();
        await Assertions.Expect(page.GetByTestId("message").Filter(new() { HasText = text }).First).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }
}
