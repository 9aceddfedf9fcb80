using System.Collections.Concurrent;
using Meet.Gateway.Links;

namespace Meet.Gateway.Tests;

/// <summary>Notification's side of links, in memory.</summary>
internal sealed class FakeLinks : ILinks
{
    public const string Token = "link-token";

    public static readonly OpenedLink Link = new("demo", FakeIdentity.Guest.PersonId, Guid.CreateVersion7(), Guid.CreateVersion7());

    public ConcurrentDictionary<string, OpenedLink> Known { get; } = new() { [Token] = Link };

    /// <summary>Who asked to go on elsewhere, and with which chat alone.</summary>
    public ConcurrentQueue<(string Tenant, Guid Customer, Guid? Chat)> HandedOver { get; } = new();

    public Task<OpenedLink?> OpenAsync(string token, CancellationToken cancellationToken) => Task.FromResult(Known.GetValueOrDefault(token));

    public Task<Handover?> HandOverAsync(string tenant, Guid customer, Guid? chat, Guid meet, CancellationToken cancellationToken)
    {
        HandedOver.Enqueue((tenant, customer, chat));
        return Task.FromResult(meet == Link.MeetId ? new Handover("handover-token", DateTimeOffset.UnixEpoch.AddMinutes(5)) : null);
    }
}
