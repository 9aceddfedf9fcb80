namespace Meet.ServiceDefaults.Identity;

/// <summary>Who signs which token, for whom, and how long it lasts.</summary>
public static class Tokens
{
    /// <summary>Signs internal tokens and hub tickets.</summary>
    public const string GatewayIssuer = "meet-gateway";

    /// <summary>Signs join grants; their audience is the media node's id.</summary>
    public const string MeetsIssuer = "meet-meets";

    public const string ServicesAudience = "meet-services";

    public const string HubAudience = "meet-hub";

    /// <summary>The life of each of them. They are made anew when needed, never renewed.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
}
