using Meet.Gateway.Hub;
using Meet.Gateway.Web;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Meet.Gateway.Proxy;

/// <summary>Everything that can be reached behind the gateway. What is not here cannot: no <c>/test</c>, no one else's <c>/health</c>.</summary>
internal static class ProxyRoutes
{
    public const string Anonymous = "anonymous";

    private static readonly string[] Reads = ["GET", "HEAD"];

    // Webhooks carry no session: the services check their signatures.
    private static readonly RouteConfig[] Always =
    [
        Route("chat", "/api/chat/{**rest}", "default"),
        Route("meets", "/api/meets/{**rest}", "default"),
        Route("notification", "/api/notifications/{**rest}", "default"),
        Route("chat", "/api/webhooks/messages/{**rest}", Anonymous, ["POST"], "chat-webhooks"),
        Route("notification", "/api/webhooks/twilio/{**rest}", Anonymous, ["POST"], "notification-webhooks"),
        Route("signaling", "/hub", HubTicketAuthentication.Policy, ["GET"]),
        Description("chat"),
        Description("meets"),
        Description("notification"),
    ];

    /// <param name="environment">Outside of production the developer's outbox is open to whoever reaches the site.</param>
    public static IReadOnlyList<RouteConfig> For(IHostEnvironment environment) => environment.HasOutbox()
        ? [.. Always, Route("notification", "/api/notifications/outbox", Anonymous, Reads, "notification-outbox")]
        : Always;

    public static IReadOnlyList<ClusterConfig> Clusters(IConfiguration configuration) =>
        [.. ((string[])["chat", "meets", "notification", "signaling"]).Select(service => Cluster(service, configuration))];

    private static RouteConfig Route(
        string service, string path, string policy, IReadOnlyList<string>? methods = null, string? name = null) => new()
        {
            RouteId = name ?? service,
            ClusterId = service,
            Match = new RouteMatch { Path = path, Methods = methods },
            AuthorizationPolicy = policy,
        };

    private static RouteConfig Description(string service) => new()
    {
        RouteId = $"{service}-openapi",
        ClusterId = service,
        Match = new RouteMatch { Path = $"/openapi/{service}.json", Methods = Reads },
        AuthorizationPolicy = Anonymous,
        Transforms = [new Dictionary<string, string> { ["PathSet"] = "/openapi/v1.json" }],
    };

    private static ClusterConfig Cluster(string service, IConfiguration configuration)
    {
        var key = $"Services:{char.ToUpperInvariant(service[0])}{service[1..]}:Http";
        return new ClusterConfig
        {
            ClusterId = service,
            Destinations = new Dictionary<string, DestinationConfig>
            {
                [service] = new() { Address = configuration[key] ?? throw new InvalidOperationException($"{key} is not set.") },
            },
            HttpRequest = new ForwarderRequestConfig
            {
                Version = System.Net.HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                // Between two signs of life. The hub's connections say something every 15 s.
                ActivityTimeout = TimeSpan.FromSeconds(60),
            },
        };
    }
}
