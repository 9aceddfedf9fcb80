using System.Collections.Concurrent;
using Meet.Grpc;
using Meet.Signaling.Live;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Media;

/// <summary>Which sessions are being relayed to which connections: each pair once.</summary>
internal sealed class MediaRelays(IHubContext<MeetHub> hub, ILogger<MediaRelay> logger)
{
    /// <summary>A page is in one Meet; rejoining overlaps for moments.</summary>
    public const int PerConnection = 4;

    private readonly ConcurrentDictionary<(string Connection, string Session), MediaRelay> _running = new();

    /// <summary>Relays from the session's present state on; a relay of the same pair that runs already is replaced.</summary>
    public void Start(LiveConnection connection, GrpcChannel node, string sessionId)
    {
        var key = (connection.Id, sessionId);
        if (!_running.ContainsKey(key) && _running.Keys.Count(each => each.Connection == connection.Id) >= PerConnection)
            throw HubErrors.BadRequest($"At most {PerConnection} media sessions for a connection.");
        var relay = new MediaRelay(hub.Clients.Client(connection.Id), node, sessionId, logger, connection.Closed);
        _running.AddOrUpdate(key, relay, (_, former) =>
        {
            former.Stop();
            return relay;
        });
        _ = RunAsync(key, relay);
    }

    private async Task RunAsync((string Connection, string Session) key, MediaRelay relay)
    {
        using (relay)
        {
            await relay.RunAsync();
            _running.TryRemove(new(key, relay));
        }
    }
}
