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
        if (GrantAddress.NodeOf(join.Grant, connection.Caller) is not { } id || await nodes.FindAsync(id, cancellationToken) is not { } node)
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
        return Translation.FromRpc(await (await NodeOfAsync(negotiate.SessionId, cancellationToken))
            .CallAsync(MediaMethods.Negotiate, request, null, cancellationToken));
    }

    /// <summary>Watches a session from here; that it is over, if so, comes as the first push.</summary>
    public async Task AttachAsync(LiveConnection connection, SessionArgument attach, CancellationToken cancellationToken) =>
        relays.Start(connection, await NodeOfAsync(attach.SessionId, cancellationToken), attach.SessionId);

    public async Task SetSourcesAsync(SetSourcesArgument set, CancellationToken cancellationToken) =>
        await (await NodeOfAsync(set.SessionId, cancellationToken)).CallAsync(
            MediaMethods.SetSources,
            new SetSourcesRequest { SessionId = set.SessionId, Sources = Translation.ToRpc(set.Sources) },
            null,
            cancellationToken);

    public async Task SetQualityAsync(SetQualityArgument set, CancellationToken cancellationToken)
    {
        MediaChecks.Check(set);
        await (await NodeOfAsync(set.SessionId, cancellationToken)).CallAsync(MediaMethods.SetQuality, Translation.ToRpc(set), null, cancellationToken);
    }

    public async Task SetViewsAsync(SetViewsArgument set, CancellationToken cancellationToken)
    {
        MediaChecks.Check(set);
        await (await NodeOfAsync(set.SessionId, cancellationToken)).CallAsync(MediaMethods.SetViews, Translation.ToRpc(set), null, cancellationToken);
    }

    public async Task LeaveAsync(SessionArgument leave, CancellationToken cancellationToken) =>
        await (await NodeOfAsync(leave.SessionId, cancellationToken))
            .CallAsync(MediaMethods.Leave, new LeaveRequest { SessionId = leave.SessionId }, null, cancellationToken);

    /// <summary>A node of which nobody hears has no sessions.</summary>
    private async Task<GrpcChannel> NodeOfAsync(string sessionId, CancellationToken cancellationToken) =>
        await nodes.FindAsync(MediaChecks.NodeOf(sessionId), cancellationToken) ?? throw HubErrors.SessionOver();
}
