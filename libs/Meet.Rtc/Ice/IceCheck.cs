namespace Meet.Rtc.Ice;

/// <summary>What a datagram meant to the agent. Only <see cref="Ignored"/> sends nothing.</summary>
public enum IceCheck
{
    /// <summary>Not for this agent, or not proven by its password: no answer, no change.</summary>
    Ignored,

    /// <summary>The peer believes to be controlled, as this agent is: answered by 487 and nothing else.</summary>
    RoleConflict,

    /// <summary>A proven check: its sender's address is validated now.</summary>
    Validated,

    /// <summary>A proven check that moved the selected address to its sender's.</summary>
    Selected,
}
