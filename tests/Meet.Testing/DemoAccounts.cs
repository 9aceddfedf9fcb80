namespace Meet.Testing;

/// <summary>The staff whom the demo workspace is born with.</summary>
public static class DemoAccounts
{
    /// <summary>The workspace's slug.</summary>
    public const string Workspace = "demo";

    /// <summary>Has an operator seat.</summary>
    public static DemoAccount Aoi { get; } = new("aoi@demo.example");

    /// <summary>Has an operator seat.</summary>
    public static DemoAccount Sato { get; } = new("sato@demo.example");

    /// <summary>Has no operator seat.</summary>
    public static DemoAccount Kato { get; } = new("kato@demo.example");

    /// <summary>Of another workspace, which must never see anything of this one.</summary>
    public static DemoAccount Mori { get; } = new("mori@other.example");
}

/// <summary>What a member of staff signs in with.</summary>
public sealed record DemoAccount(string Email, string Password = "meet-demo-2026");
