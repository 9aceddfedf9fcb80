namespace Meet.Gateway.Sessions;

/// <summary>What the gateway asks of chat.</summary>
internal interface IIdentity
{
    Task<SignInAnswer> SignInAsync(string email, string password, CancellationToken cancellationToken);

    /// <summary>Null for an unknown workspace.</summary>
    Task<OpenedSession?> StartCustomerAsync(string workspace, string locale, CancellationToken cancellationToken);

    /// <summary>For one chat alone, opened by a link. Null when the customer or the chat is not there any more.</summary>
    Task<OpenedSession?> StartLinkAsync(string tenant, Guid customer, Guid chat, CancellationToken cancellationToken);

    /// <summary>Null when the token opens nothing.</summary>
    Task<SignedIn?> ResolveAsync(string token, CancellationToken cancellationToken);

    Task EndAsync(string token, CancellationToken cancellationToken);
}

internal sealed record OpenedSession(string Token, DateTimeOffset ExpiresAt, SignedIn Person);

/// <param name="Session">Null: the credentials are wrong, or there were too many tries.</param>
internal sealed record SignInAnswer(OpenedSession? Session, bool TooManyTries = false);
