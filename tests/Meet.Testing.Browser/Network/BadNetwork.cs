using System.Net;
using System.Text.Json;
using Microsoft.Playwright;

namespace Meet.Testing.Browser.Network;

/// <summary>
/// A network with faults that one person's browser is in: the addresses in the node's answers are exchanged for those of relays, which is
/// all that a browser knows of the way to the node. TCP is left as it is.
/// </summary>
public sealed class BadNetwork : INetwork, IAsyncDisposable
{
    private readonly Dictionary<int, UdpRelay> _relays;

    private readonly IPAddress _address;

    /// <param name="nodePorts">Of the media node's workers.</param>
    /// <param name="address">Where the browser finds the relays: this machine's; null is loopback.</param>
    public BadNetwork(IEnumerable<int> nodePorts, IPAddress? address = null)
    {
        _address = address ?? IPAddress.Loopback;
        _relays = nodePorts.ToDictionary(port => port, port => new UdpRelay(_address, port, () => FromBrowser, () => ToBrowser));
    }

    public PathFaults FromBrowser { get; set; } = PathFaults.None;

    public PathFaults ToBrowser { get; set; } = PathFaults.None;

    /// <summary>
    /// As a NAT that has forgotten its bindings: the node sees the browser at a new port from now on, and what it sends to the old one arrives nowhere.
    /// </summary>
    /// <param name="from">At this address of the machine, too; null is loopback's usual one.</param>
    public void Rebind(IPAddress? from = null)
    {
        foreach (var relay in _relays.Values)
            relay.Rebind(from ?? IPAddress.Loopback);
    }

    public Task TakeInAsync(IBrowserContext person)
    {
        var ports = JsonSerializer.Serialize(_relays.ToDictionary(relay => relay.Key, relay => relay.Value.Port));
        return person.AddInitScriptAsync($$"""
            {
              const ports = {{ports}};
              const set = RTCPeerConnection.prototype.setRemoteDescription;
              RTCPeerConnection.prototype.setRemoteDescription = function (description) {
                (window.badNetworkPeers ??= new Set()).add(this);
                const sdp = description.sdp.replace(/^(a=candidate:\S+ \d+ udp \d+) \S+ (\d+)/gim, (line, front, port) =>
                  port in ports ? `${front} {{_address}} ${ports[port]}` : line);
                return set.call(this, { type: description.type, sdp });
              };
            }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var relay in _relays.Values)
            await relay.DisposeAsync();
    }
}
