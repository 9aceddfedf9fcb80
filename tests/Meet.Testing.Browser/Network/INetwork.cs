using Microsoft.Playwright;

namespace Meet.Testing.Browser.Network;

/// <summary>What lies between a person's browser and the media node.</summary>
public interface INetwork
{
    /// <summary>Before the person opens a page.</summary>
    Task TakeInAsync(IBrowserContext person);
}
