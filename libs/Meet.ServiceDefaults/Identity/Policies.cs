namespace Meet.ServiceDefaults.Identity;

/// <summary>Who may knock at an endpoint. What they may do there, the endpoint decides.</summary>
public static class Policies
{
    /// <summary>A team member or a customer.</summary>
    public const string Person = "person";

    public const string Staff = "staff";

    public const string Customer = "customer";
}
