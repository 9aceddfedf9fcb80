using Meet.Grpc;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Live;

/// <summary>Around every invocation: its price is paid first, and whatever fails leaves with a code.</summary>
internal sealed class InvocationFilter(LiveConnections live, ILogger<InvocationFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (live.Find(context.Context.ConnectionId) is not { } connection)
            throw HubErrors.Unavailable();
        if (!connection.Invocations.TryTake())
            throw HubErrors.TooFast();
        try
        {
            return await next(context);
        }
        catch (HubException)
        {
            throw;
        }
        catch (GrpcException refused)
        {
            Log.InvocationRefused(logger, context.HubMethodName, refused.Code);
            throw HubErrors.From(refused);
        }
        catch (Exception failure)
            when (failure is not OperationCanceledException || !context.Context.ConnectionAborted.IsCancellationRequested)
        {
            Log.InvocationFailed(logger, context.HubMethodName, failure);
            throw HubErrors.Unavailable();
        }
    }
}
