using System.ComponentModel.DataAnnotations;

namespace Meet.Gateway.Limits;

/// <summary>How fast one may knock (section <c>Limits</c>). The numbers suit an office behind one address and a busy inbox.</summary>
internal sealed record LimitOptions
{
    /// <summary>Sign-ins a minute from one network address. Each e-mail address has 10 tries a minute besides (chat).</summary>
    [Range(1, 1_000_000)]
    public int SignInsPerMinute { get; init; } = 60;

    /// <summary>New customers a minute from one network address.</summary>
    [Range(1, 1_000_000)]
    public int CustomerSessionsPerMinute { get; init; } = 120;

    /// <summary>Links opened a minute from one network address.</summary>
    [Range(1, 1_000_000)]
    public int LinksPerMinute { get; init; } = 30;

    /// <summary>Requests to the API and the hub a second from one network address; bursts of ten times as many.</summary>
    [Range(1, 1_000_000)]
    public int AddressPerSecond { get; init; } = 100;

    /// <summary>Requests a second in one session; bursts of ten times as many.</summary>
    [Range(1, 1_000_000)]
    public int SessionPerSecond { get; init; } = 20;

    /// <summary>Writing requests a second in one session; bursts of ten times as many.</summary>
    [Range(1, 1_000_000)]
    public int SessionWritesPerSecond { get; init; } = 5;
}
