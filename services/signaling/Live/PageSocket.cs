using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace Meet.Signaling.Live;

/// <summary>
/// Remembers the WebSocket of a page's connection, since it alone knows whether the page has closed it: SignalR ends a connection that broke
/// off (a gateway that died, a browser that crashed) just as one that was closed, without an exception.
/// </summary>
internal sealed class PageSocket(IHttpWebSocketFeature inner) : IHttpWebSocketFeature
{
    private WebSocket? _socket;

    public bool IsWebSocketRequest => inner.IsWebSocketRequest;

    /// <summary>
    /// A close frame has come (RFC 6455, section 5.5.1). Browsers send one when a page closes the connection, navigates away or is
    /// closed; the gateway hands on what comes and makes none itself.
    /// </summary>
    public bool HasSaidGoodbye => _socket is { CloseStatus: not null };

    public async Task<WebSocket> AcceptAsync(WebSocketAcceptContext context) => _socket = await inner.AcceptAsync(context);

    /// <summary>In front of what accepts the connection.</summary>
    public static void Watch(IFeatureCollection features)
    {
        if (features.Get<IHttpWebSocketFeature>() is not { } inner)
            return;
        var watched = new PageSocket(inner);
        features.Set<IHttpWebSocketFeature>(watched);
        features.Set(watched);
    }
}
