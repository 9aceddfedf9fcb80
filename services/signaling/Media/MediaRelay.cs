using Meet.Contracts.Media.Rpc;
using Meet.Grpc;
using Microsoft.AspNetCore.SignalR;

namespace Meet.Signaling.Media;

/// <summary>
/// One session's events, from its node to one connection, in order. A stream that breaks is opened again: it begins with the present
/// state. A node that stays away is reported as lost, so that the page asks for a new grant.
/// </summary>
internal sealed class MediaRelay(
    IClientProxy page, GrpcChannel node, string sessionId, ILogger<MediaRelay> logger, CancellationToken closed) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stopped = CancellationTokenSource.CreateLinkedTokenSource(closed);

    public void Stop()
    {
        try
        {
            _stopped.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in this moment.
        }
    }

    public void Dispose() => _stopped.Dispose();

    /// <summary>Ends with the session, with the connection, or when stopped; does not throw.</summary>
    public async Task RunAsync()
    {
        try
        {
            if (!await RelayToEndAsync())
                await page.SendAsync(MediaPush.Event, MediaPush.Lost(sessionId), _stopped.Token);
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception failure)
        {
            Log.RelayFailed(logger, failure);
        }
    }

    /// <summary>True: the node said how it ended. False: it cannot say any more.</summary>
    private async Task<bool> RelayToEndAsync()
    {
        long? brokenSince = null;
        while (true)
        {
            try
            {
                await foreach (var happening in node.ServerStream(MediaMethods.Watch, new() { SessionId = sessionId }, null, _stopped.Token))
                {
                    brokenSince = null;
                    if (Translation.FromRpc(sessionId, happening) is { } push)
                        await page.SendAsync(MediaPush.Event, push, _stopped.Token);
                    if (happening.EventCase == MediaEvent.EventOneofCase.Closed)
                        return true;
                }
            }
            catch (GrpcException gone) when (gone.Code == GrpcStatusCode.NotFound)
            {
                return false;
            }
            catch (ObjectDisposedException)
            {
                // The node is at another address by now, and what ran at the old one is over.
                return false;
            }
            catch (GrpcException broken)
            {
                Log.WatchBroken(logger, broken.Code);
            }

            brokenSince ??= TimeProvider.System.GetTimestamp();
            if (TimeProvider.System.GetElapsedTime(brokenSince.Value) > GiveUpAfter)
                return false;
            await Task.Delay(RetryAfter, _stopped.Token);
        }
    }
}
