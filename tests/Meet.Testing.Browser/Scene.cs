using Meet.Testing.Browser.Network;
using Meet.Testing.Browser.Pages;
using Meet.Testing.People;
using Microsoft.Playwright;

namespace Meet.Testing.Browser;

/// <summary>An agent at the console and a customer in the shop, in one chat, both live. Windows close with it.</summary>
public sealed class Scene(MeetSystem system, Chromium chromium) : IAsyncDisposable
{
    private readonly List<IBrowserContext> _people = [];
    private readonly List<AgentPage> _consoles = [];

    public AgentPage Agent { get; private set; } = null!;

    public CustomerPage Customer { get; private set; } = null!;

    /// <summary>What the customer opens the chat with; unique, so that the chat is found.</summary>
    public string FirstMessage { get; init; } = $"在庫はありますか {Guid.NewGuid():n}";

    /// <summary>Who the agent is.</summary>
    public DemoAccount Account { get; init; } = DemoAccounts.Aoi;

    /// <param name="agentMayBeHeard">False: the agent's browser was not given the microphone.</param>
    /// <param name="customerOn">What the customer visits the shop with.</param>
    /// <param name="locale">The language of both browsers.</param>
    /// <param name="customersNetwork">What lies between the customer's browser and the media node.</param>
    /// <param name="agent">The agent's browser, instead of a usual one; closed with the scene.</param>
    /// <param name="customer">The same for the customer.</param>
    public async Task<Scene> OpenAsync(
        bool agentMayBeHeard = true, Devices customerOn = Devices.Desk, string locale = "ja-JP", IBrowserContext? agent = null,
        INetwork? customersNetwork = null, IBrowserContext? customer = null)
    {
        _people.AddRange(new[] { agent, customer }.OfType<IBrowserContext>());
        try
        {
            await BeginAsync(agentMayBeHeard, customerOn, locale, agent, customersNetwork, customer);
        }
        catch
        {
            // Nobody has it yet who would close it.
            await DisposeAsync();
            throw;
        }

        return this;
    }

    private async Task BeginAsync(
        bool agentMayBeHeard, Devices customerOn, string locale, IBrowserContext? agent, INetwork? customersNetwork, IBrowserContext? customer)
    {
        // The chat would be another's, or ring where this agent cannot be heard.
        await Person.NobodyAtWorkAsync(system, Account);
        Agent = await SignInAsync(agent ?? await PersonAsync(locale: locale, heard: agentMayBeHeard), Account);
        customer ??= await PersonAsync(customerOn, locale);
        if (customersNetwork is not null)
        {
            await customersNetwork.TakeInAsync(customer);
        }

        Customer = await CustomerPage.VisitAsync(customer, Site);
        await Customer.WriteAsync(FirstMessage);
        await Agent.OpenChatAsync(FirstMessage);
    }

    /// <summary>As <see cref="OpenAsync"/>; then the agent notes the customer's number, and the customer closes the page.</summary>
    public async Task<Scene> OpenWithCustomerGoneAsync(string phone)
    {
        await OpenAsync();
        await Agent.NoteContactAsync(phone);
        await Customer.Page.CloseAsync();
        await Assertions.Expect(Agent.Page.GetByTestId("customer-presence")).ToHaveAttributeAsync("data-state", "offline", new() { Timeout = 30_000 });
        return this;
    }

    /// <summary>Opens a link as it was sent, on a phone.</summary>
    public async Task<LinkPage> OpenLinkAsync(string address)
    {
        var link = new Uri(address);
        return await LinkPage.OpenAsync(await PersonAsync(Devices.Phone), new Uri(Site, link.PathAndQuery + link.Fragment).ToString());
    }

    private Uri Site { get; } = new(system.BaseUrl);

    /// <summary>One more device of the same team member.</summary>
    public async Task<AgentPage> SignInAsync() =>
        await SignInAsync(await PersonAsync(), Account);

    /// <summary>Another team member at the console; leaves their Meet when disposed.</summary>
    public async Task<Colleague> ColleagueAsync(DemoAccount account) => new(await SignInAsync(await PersonAsync(), account));

    private async Task<AgentPage> SignInAsync(IBrowserContext person, DemoAccount account)
    {
        var console = await AgentPage.SignInAsync(person, Site, account.Email, account.Password);
        _consoles.Add(console);
        return console;
    }

    public async ValueTask DisposeAsync()
    {
        // Windows close whatever happens: a page that a failed test left open would be rung by those after it.
        try
        {
            // A window that just closes keeps its place in the Meet for the grace of 30 s: the next scene's would be brought back into it.
            foreach (var console in _consoles)
            {
                await console.Call.LeaveIfInAsync();
            }
        }
        finally
        {
            foreach (var person in _people)
            {
                await person.DisposeAsync();
            }
        }
    }

    /// <summary>One more person's browser, closed with the scene.</summary>
    public async Task<IBrowserContext> PersonAsync(Devices device = Devices.Desk, string locale = "ja-JP", string? userAgent = null, bool heard = true)
    {
        var person = await chromium.NewPersonAsync(device, locale, userAgent, heard);
        _people.Add(person);
        return person;
    }
}
