using Meet.Grpc;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Live;

/// <summary>A failed invocation: <c>code: what happened</c> (docs/signaling.md).</summary>
internal static class HubErrors
{
    public static HubException BadRequest(string what) => Of("bad_request", what);

    public static HubException BadGrant() => Of("bad_grant", "The grant is not for you here, has expired, or is not signed by meets.");

    public static HubException SessionOver() => Of("session_over", "That media session has ended.");

    public static HubException TooFast() =>
        Of("too_fast", $"At most {InvocationBudget.PerSecond} invocations a second.");

    public static HubException TooManyConnections() => Of("full", $"At most {LiveConnections.PerPerson} connections for a person.");

    public static HubException Unavailable() => Of("unavailable", "A service behind the hub does not answer; try again.");

    /// <summary>What a media node's refusal means to the browser. The node's own words go on only where they are meant for it.</summary>
    public static HubException From(GrpcException refused) => refused.Code switch
    {
        GrpcStatusCode.InvalidArgument => Of("bad_offer", refused.Detail),
        GrpcStatusCode.PermissionDenied => BadGrant(),
        GrpcStatusCode.NotFound => SessionOver(),
        GrpcStatusCode.FailedPrecondition => Of("elsewhere", "That media node takes no new Meets; the Meet gets another one: ask for a new grant."),
        GrpcStatusCode.ResourceExhausted => Of("full", "The Meet or the media node takes no more."),
        _ => Unavailable(),
    };

    private static HubException Of(string code, string what) => new($"{code}: {what}");
}
