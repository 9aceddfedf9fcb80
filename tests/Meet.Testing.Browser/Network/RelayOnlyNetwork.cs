using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Meet.Testing.Browser.Network;

/// <summary>
/// A network that lets nothing out but what goes to a TURN server, which join grants name here as they do where one is configured.
/// </summary>
/// <param name="secret">What the server shares with those who make credentials.</param>
public sealed class RelayOnlyNetwork(string turnUrl, string secret) : INetwork
{
    public async Task TakeInAsync(IBrowserContext person)
    {
        await person.AddInitScriptAsync("""
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
        await person.RouteAsync("**/api/meets**", AddRelayAsync);
    }

    private async Task AddRelayAsync(IRoute route)
    {
        if (route.Request.Method != "POST")
        {
            await route.ContinueAsync();
            return;
        }

        var response = await route.FetchAsync();
        var text = await response.TextAsync();
        if (response.Ok && JsonNode.Parse(text) is JsonObject answer && answer["grant"] is JsonObject grant)
        {
            grant["iceServers"] = new JsonArray(Server());
            text = answer.ToJsonString();
        }

        await route.FulfillAsync(new() { Response = response, Body = text });
    }

    private JsonObject Server()
    {
        var username = $"{TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}:somebody";
#pragma warning disable CA5350 // What coturn computes.
        var credential = HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username));
#pragma warning restore CA5350
        return new JsonObject { ["urls"] = new JsonArray(turnUrl), ["username"] = username, ["credential"] = Convert.ToBase64String(credential) };
    }
}
