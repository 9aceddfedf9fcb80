namespace Meet.EventStore.IntegrationTests;

public enum Currency
{
    Yen,
    Euro,
}

public sealed record Opened(string Owner, Currency Currency);

public sealed record Deposited(int Amount);

public sealed record Closed(DateTimeOffset At);

/// <summary>The aggregate of these tests.</summary>
public sealed record Account(string Owner, int Balance, bool IsClosed)
{
    public static readonly Account Initial = new("", 0, false);

    public static Account Evolve(Account account, IEvent @event) => @event.Data switch
    {
        Opened opened => account with { Owner = opened.Owner },
        Deposited deposited => account with { Balance = account.Balance + deposited.Amount },
        Closed => account with { IsClosed = true },
        _ => account,
    };
}
