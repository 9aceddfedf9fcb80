using Microsoft.Playwright;

namespace Meet.Testing.Browser.Network;

/// <summary>A network that lets nothing out but what goes to a TURN server.</summary>
public sealed class RelayOnlyNetwork : INetwork
{
    public Task TakeInAsync(IBrowserContext person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.AddInitScriptAsync("""
            {
              const Native = RTCPeerConnection;
              window.RTCPeerConnection = class extends Native {
                constructor(configuration) {
                  super({ ...configuration, iceTransportPolicy: 'relay' });
                  (window.badNetworkPeers ??= new Set()).add(this);
                }
              };
            }
            """);
    }
}
