using Npgsql;

namespace Meet.EventStore;

/// <summary>Decides again when somebody else was faster.</summary>
public static class ConcurrencyRetry
{
    /// <summary>How often a unit of work is tried where the caller says nothing else.</summary>
    public const int DefaultAttempts = 8;

    /// <summary>
    /// Runs a whole unit of work (open a session, fetch, decide, save) until it meets no conflict. Each attempt must begin with a
    /// new session, so that it decides on what is stored by then.
    /// </summary>
    /// <param name="attempt">The unit of work; called at least once.</param>
    /// <param name="maxAttempts">From 1. The last conflict is thrown.</param>
    /// <param name="cancellationToken">Stops between attempts; hand it on inside them.</param>
    /// <exception cref="ConcurrencyException">Every attempt lost.</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> attempt, int maxAttempts, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        for (var number = 1; ; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await attempt(cancellationToken);
            }
            catch (Exception error) when (number < maxAttempts && IsConflict(error))
            {
                // No delay: the winner has committed, so the next attempt reads its outcome at once.
            }
        }
    }

    /// <inheritdoc cref="RunAsync{T}(Func{CancellationToken, Task{T}}, int, CancellationToken)"/>
    public static Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken) =>
        RunAsync(attempt, DefaultAttempts, cancellationToken);

    /// <inheritdoc cref="RunAsync{T}(Func{CancellationToken, Task{T}}, int, CancellationToken)"/>
    public static Task RunAsync(Func<CancellationToken, Task> attempt, CancellationToken cancellationToken) =>
        RunAsync(
            async token =>
            {
                await attempt(token);
                return true;
            },
            DefaultAttempts,
            cancellationToken);

    private static bool IsConflict(Exception error) => error
        is ConcurrencyException
        or ExistingStreamIdCollisionException
        or PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };
}
