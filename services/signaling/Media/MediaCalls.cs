using Meet.Contracts.Media.Rpc;
using Meet.Grpc;
using Meet.Signaling.Live;

namespace Meet.Signaling.Media;

/// <summary>The browser's media invocations, handed on to the node that the grant or the session names.</summary>
internal sealed class MediaCalls(MediaNodes nodes, MediaRelays relays)
{
    public async Task<JoinAnswer> JoinAsync(LiveConnection connection, JoinArgument join, CancellationToken cancellationToken)
    {
        MediaChecks.Check(join);
        var node = GrantAddress.NodeOf(join.Grant, connection.Caller) is { } id ? nodes.Find(id) : null;
        if (node is null)
            throw HubErrors.BadGrant();
        var request = new JoinRequest
        {
            Grant = join.Grant,
            Offer = Translation.ToRpc(join.Offer),
            Sources = Translation.ToRpc(join.Sources),
        };
        var options = new CallOptions { Tenant = connection.Caller.TenantId };
        var negotiated = await node.CallAsync(MediaMethods.Join, request, options, cancellationToken);
        relays.Start(connection, node, negotiated.SessionId);
        return Translation.FromRpc(negotiated);
    }

    public async Task<JoinAnswer> NegotiateAsync(NegotiateArgument negotiate, CancellationToken cancellationToken)
    {
        MediaChecks.Check(negotiate.Offer);
        var request = new NegotiateRequest { SessionId = negotiate.SessionId, Offer = Translation.ToRpc(negotiate.Offer) };
        return Translation.FromRpc(await NodeOf(negotiate.SessionId).CallAsync(MediaMethods.Negotiate, request, null, cancellationToken));
    }

    /// <summary>Watches a session from here; that it is over, if so, comes as the first push.</summary>
    public void Attach(LiveConnection connection, SessionArgument attach) =>
        relays.Start(connection, NodeOf(attach.SessionId), attach.SessionId);

    public Task SetSourcesAsync(SetSourcesArgument set, CancellationToken cancellationToken) =>
        NodeOf(set.SessionId).CallAsync(
            MediaMethods.SetSources,
            new SetSourcesRequest { SessionId = set.SessionId, Sources = Translation.ToRpc(set.Sources) },
            null,
            cancellationToken);

    public Task SetQualityAsync(SetQualityArgument set, CancellationToken cancellationToken)
    {
        MediaChecks.Check(set);
        return NodeOf(set.SessionId).CallAsync(MediaMethods.SetQuality, Translation.ToRpc(set), null, cancellationToken);
    }

    public Task SetViewsAsync(SetViewsArgument set, CancellationToken cancellationToken)
    {
        MediaChecks.Check(set);
        return NodeOf(set.SessionId).CallAsync(MediaMethods.SetViews, Translation.ToRpc(set), null, cancellationToken);
    }

    public Task LeaveAsync(SessionArgument leave, CancellationToken cancellationToken) =>
        NodeOf(leave.SessionId).CallAsync(MediaMethods.Leave, new LeaveRequest { SessionId = leave.SessionId }, null, cancellationToken);

    /// <summary>A node that is not configured any more has no sessions.</summary>
    private GrpcChannel NodeOf(string sessionId) => nodes.Find(MediaChecks.NodeOf(sessionId)) ?? throw HubErrors.SessionOver();
}
