using Microsoft.Playwright;

namespace Meet.Testing.Browser.Pages;

/// <summary>A customer on the demo shop's page, with the widget open.</summary>
public sealed class CustomerPage
{
    private readonly IPage _page;
    private readonly IFrameLocator _widget;

    private CustomerPage(IPage page)
    {
        _page = page;
        _widget = page.FrameLocator("iframe[src*='/widget/']");
        Call = new CallView(page, id => _widget.GetByTestId(id));
    }

    public IPage Page => _page;

    public CallView Call { get; }

    public ILocator MeetButton => _widget.GetByTestId("widget-meet-button");

    public ILocator MeetEntry => _widget.GetByTestId("entry-meet").Last;

    public static async Task<CustomerPage> VisitAsync(IBrowserContext person, Uri site)
    {
        var page = await person.NewPageAsync();
        await page.GotoAsync(new Uri(site, "/demo/").ToString());
        var customer = new CustomerPage(page);
        await page.GetByTestId("widget-launcher").ClickAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(customer._widget.GetByTestId("composer-input")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        return customer;
    }

    public async Task WriteAsync(string text)
    {
        await _widget.GetByTestId("composer-input").FillAsync(text);
        await _widget.GetByTestId("composer-send").ClickAsync();
        await SeesMessageAsync(text);
    }

    public Task SeesMessageAsync(string text) => Assertions.Expect(
        _widget.GetByTestId("message").Filter(new() { HasText = text }).First).ToBeVisibleAsync(new() { Timeout = 15_000 });

    public async Task StartMeetAsync(string kind)
    {
        await MeetButton.ClickAsync(new() { Timeout = 15_000 });
        await _widget.GetByTestId($"meet-start-{kind}").ClickAsync();
    }

    public ILocator Find(string testId) => _widget.GetByTestId(testId);

    public Task HasMeetButtonAsync() => Assertions.Expect(MeetButton).ToBeEnabledAsync(new() { Timeout = 15_000 });

    /// <summary>Gone, or there with the reason why it cannot be pressed.</summary>
    public Task HasNoMeetButtonAsync() => Assertions.Expect(_widget.Locator(
        "[data-testid=widget-meet-button]:not([disabled]):not([aria-disabled=true])")).ToHaveCountAsync(0, new() { Timeout = 15_000 });

    /// <summary>As if the person had said no to the browser's question.</summary>
    public Task BlockMicrophoneAsync() => _page.Frames[^1].EvaluateAsync(
        "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError')); }");

    /// <summary>Everything the widget shows, as text.</summary>
    public Task<string> TextAsync() => _widget.Locator("body").InnerTextAsync();
}
