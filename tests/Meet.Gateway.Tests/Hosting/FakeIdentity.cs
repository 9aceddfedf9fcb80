using System.Collections.Concurrent;
using Meet.Gateway.Sessions;
using Meet.Grpc;

namespace Meet.Gateway.Tests;

/// <summary>Chat's side of a session, in memory.</summary>
internal sealed class FakeIdentity : IIdentity
{
    public const string StaffToken = "staff-token";
    public const string CustomerToken = "customer-token";
    public const string LinkSessionToken = "link-session-token";

    public static readonly SignedIn Aoi = new("demo", "デモショップ", "staff", Guid.CreateVersion7(), "田中 葵", Guid.CreateVersion7(), true);
    public static readonly SignedIn Guest = new("demo", "デモショップ", "customer", Guid.CreateVersion7(), "お客様 3F7A", Guid.CreateVersion7(), false);

    public ConcurrentDictionary<string, SignedIn> Known { get; } = new() { [StaffToken] = Aoi, [CustomerToken] = Guest };

    public ConcurrentQueue<string> Ended { get; } = new();

    public int Asked { get; private set; }

    public bool Down { get; set; }

    public bool TooManyTries { get; set; }

    public Task<SignInAnswer> SignInAsync(string email, string password, CancellationToken cancellationToken) => Task.FromResult(
        TooManyTries ? new SignInAnswer(null, TooManyTries: true)
        : password == "right" ? new SignInAnswer(new OpenedSession(StaffToken, DateTimeOffset.UnixEpoch, Aoi))
        : new SignInAnswer(null));

    public Task<OpenedSession?> StartCustomerAsync(string workspace, string locale, CancellationToken cancellationToken) =>
        Task.FromResult(workspace == "demo" ? new OpenedSession(CustomerToken, DateTimeOffset.UnixEpoch.AddDays(180), Guest) : null);

    public Task<OpenedSession?> StartLinkAsync(string tenant, Guid customer, Guid chat, CancellationToken cancellationToken)
    {
        if (tenant != Guest.TenantId || customer != Guest.PersonId)
            return Task.FromResult<OpenedSession?>(null);
        var person = Guest with { SessionId = Guid.CreateVersion7(), ChatId = chat };
        Known[LinkSessionToken] = person;
        return Task.FromResult<OpenedSession?>(new OpenedSession(LinkSessionToken, DateTimeOffset.UnixEpoch.AddDays(1), person));
    }

    public Task<SignedIn?> ResolveAsync(string token, CancellationToken cancellationToken)
    {
        Asked++;
        return Down
            ? throw new GrpcException(GrpcStatusCode.Unavailable, "The connection was lost or refused.")
            : Task.FromResult(Known.GetValueOrDefault(token));
    }

    public Task EndAsync(string token, CancellationToken cancellationToken)
    {
        Ended.Enqueue(token);
        Known.TryRemove(token, out _);
        return Task.CompletedTask;
    }
}
