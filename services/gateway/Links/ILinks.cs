namespace Meet.Gateway.Links;

/// <summary>What the gateway asks of notification.</summary>
internal interface ILinks
{
    /// <summary>Null alike for a link that was never made, has expired, or was used up.</summary>
    Task<OpenedLink?> OpenAsync(string token, CancellationToken cancellationToken);

    /// <summary>Null when the customer has no such Meet.</summary>
    /// <param name="chat">The one chat of a session that a link opened.</param>
    Task<Handover?> HandOverAsync(string tenant, Guid customer, Guid? chat, Guid meet, CancellationToken cancellationToken);
}

internal sealed record OpenedLink(string TenantId, Guid CustomerId, Guid ChatId, Guid MeetId);

/// <summary>Opens once, for the same person in another browser.</summary>
internal sealed record Handover(string Token, DateTimeOffset ExpiresAt);
