using MassTransit;

namespace Meet.ServiceDefaults.Bus;

/// <summary>Publishing for whoever must know that the broker has the message, and says it again until it has.</summary>
public static class ConfirmedPublishing
{
    /// <summary>
    /// A confirm takes milliseconds. Whatever was under way as the connection broke is tried again by MassTransit after 7 s and more, though the
    /// connection is back after one; and a confirm may never come, for which RabbitMQ.Client waits forever (rabbitmq/rabbitmq-dotnet-client issue
    /// 1930). All that is published in order behind it would stand still for as long.
    /// </summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    /// <summary>Publishes and waits for the broker's confirm.</summary>
    /// <param name="id">The message's, by which a repetition is recognised; null: a new one.</param>
    /// <exception cref="TimeoutException">Not confirmed within 3 s; the broker may have it all the same.</exception>
    public static async Task PublishConfirmedAsync<T>(this IBus bus, T message, Guid? id, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(bus);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Within);
        try
        {
            // Not left to whoever is asked to stop: it is what hangs.
            await bus.Publish(message, context => context.MessageId = id ?? context.MessageId, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The broker did not confirm {typeof(T).Name} within {Within.TotalSeconds:f0} s.");
        }
    }

    /// <summary>The same, with an id of its own.</summary>
    public static Task PublishConfirmedAsync<T>(this IBus bus, T message, CancellationToken cancellationToken)
        where T : class => bus.PublishConfirmedAsync(message, null, cancellationToken);
}
