namespace Meet.EventStore;

/// <summary>
/// An event store in one PostgreSQL schema, with Marten's tables and Marten's words. Marten: <c>IDocumentStore</c>.
/// </summary>
public interface IEventStore
{
    /// <summary>A unit of work for one tenant, without any identity map. Marten's name.</summary>
    /// <param name="tenantId">The tenant's slug; it goes onto every row and into every WHERE.</param>
    IEventSession LightweightSession(string tenantId);

    /// <summary>
    /// Creates what is missing of the schema; safe to call at once by several replicas, and again. Marten:
    /// <c>Storage.ApplyAllConfiguredChangesToDatabaseAsync</c>.
    /// </summary>
    Task ApplyAllConfiguredChangesToDatabaseAsync(CancellationToken cancellationToken = default);
}
