using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Meet.EventStore;

/// <summary>One tenure: from the stored position on, until the lease is lost or the process stops.</summary>
internal sealed class ShardRun(
    PostgresEventStore store,
    AsyncShard shard,
    Lease lease,
    Progress progress,
    PageReader pages,
    long position,
    TimeProvider time,
    ILogger logger)
{
    private long _position = position;
    private long _stored = position;
    private long _storedAt = time.GetTimestamp();

    private DaemonOptions Daemon => store.Options.Daemon;

    public async Task FollowAsync(HighWaterLoop highWater, AsyncSignal wake, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            while (highWater.Mark <= _position)
            {
                if (!await wake.WaitAsync(Daemon.LeaseHeartbeat, time, cancellationToken))
                    await lease.ProbeAsync(cancellationToken);
            }

            try
            {
                await HandleNextAsync(highWater.Mark, cancellationToken);
                EventStoreDiagnostics.SetLag(shard.Name, highWater.Mark - _position);
                failures = 0;
            }
            catch (HandlerFailedException failed)
            {
                EventStoreDiagnostics.Failed(shard.Name);
                var delay = Delay(failures++);
                logger.HandlerFailed(shard.Name, _position, failures, delay.TotalMilliseconds, failed.InnerException);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    private async Task HandleNextAsync(long mark, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(mark, cancellationToken);
        if (page.Events.Count == 0)
        {
            await SkipAsync(page.Ceiling, cancellationToken);
            return;
        }

        var started = Stopwatch.GetTimestamp();
        using (var activity = EventStoreDiagnostics.StartPage(shard.Name, page.Events))
        {
            if (shard.Projection is { } projection)
                await ProjectAsync(projection, page, cancellationToken);
            else
                await DeliverAsync(shard.Subscription!, page, cancellationToken);
        }

        EventStoreDiagnostics.Handled(shard.Name, page.Events.Count, Stopwatch.GetElapsedTime(started));
        Stored(page.Ceiling);
    }

    private async Task<EventPage> ReadAsync(long mark, CancellationToken cancellationToken)
    {
        try
        {
            return await pages.ReadAsync(lease.Connection, _position, mark, cancellationToken);
        }
        catch (Exception error) when (error is UnknownEventTypeException or System.Text.Json.JsonException)
        {
            // An unreadable event stops the subscription in front of it, visibly, until a release can read it.
            throw new HandlerFailedException(error);
        }
    }

    /// <summary>The projection's writes and the position are one transaction on the lease's connection.</summary>
    private async Task ProjectAsync(IProjection projection, EventPage page, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var operations = new ProjectionOperations(lease.Connection, transaction);
            await projection.ApplyAsync(operations, page.Events, cancellationToken);
            await operations.FlushAsync(cancellationToken);
        }
        catch (Exception error) when (!IsCancellation(error, cancellationToken) && IsAlive)
        {
            throw new HandlerFailedException(error);
        }

        await progress.AdvanceAsync(lease.Connection, transaction, shard.ProgressName, _stored, page.Ceiling, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task DeliverAsync(ISubscription subscription, EventPage page, CancellationToken cancellationToken)
    {
        using var tenure = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var handling = HandleAsync();
        var watching = WatchLeaseAsync(handling, tenure);
        try
        {
            await handling;
        }
        catch (Exception error) when (!IsCancellation(error, tenure.Token))
        {
            throw new HandlerFailedException(error);
        }
        finally
        {
            await watching;
        }

        await progress.AdvanceAsync(lease.Connection, null, shard.ProgressName, _stored, page.Ceiling, cancellationToken);

        // Makes an exception thrown before the first await the task's as well.
        async Task HandleAsync() => await subscription.ProcessEventsAsync(page, tenure.Token);
    }

    /// <summary>Stops a handler whose replica has been deposed while it runs.</summary>
    private async Task WatchLeaseAsync(Task handling, CancellationTokenSource tenure)
    {
        while (!handling.IsCompleted)
        {
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(tenure.Token);
            var beat = Task.Delay(Daemon.LeaseHeartbeat, time, timer.Token);
            if (await Task.WhenAny(handling, beat) == handling || tenure.IsCancellationRequested)
            {
                await timer.CancelAsync();
                return;
            }

            try
            {
                await lease.ProbeAsync(CancellationToken.None);
            }
            catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
            {
                await tenure.CancelAsync();
                throw new LeaseLostException($"The lease of '{shard.Name}' ended while its handler ran.", error);
            }
        }
    }

    /// <summary>Events of other types only: remembered here at once, stored now and then instead of with every append.</summary>
    private async Task SkipAsync(long ceiling, CancellationToken cancellationToken)
    {
        _position = ceiling;
        if (time.GetElapsedTime(_storedAt) < TimeSpan.FromSeconds(1))
            return;
        await progress.AdvanceAsync(lease.Connection, null, shard.ProgressName, _stored, ceiling, cancellationToken);
        Stored(ceiling);
    }

    private void Stored(long ceiling) => (_position, _stored, _storedAt) = (ceiling, ceiling, time.GetTimestamp());

    private TimeSpan Delay(int failures) => TimeSpan.FromTicks(Math.Min(
        Daemon.MaxRetryDelay.Ticks, Daemon.RetryDelay.Ticks * (1L << Math.Min(failures, 20))));

    private bool IsAlive => lease.Connection.State == System.Data.ConnectionState.Open;

    private static bool IsCancellation(Exception error, CancellationToken cancellationToken) =>
        error is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private sealed class HandlerFailedException(Exception inner) : Exception("The handler failed.", inner);
}
