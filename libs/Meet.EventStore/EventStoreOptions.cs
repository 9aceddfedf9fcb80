using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Meet.EventStore;

/// <summary>What a store is made of. Marten: <c>StoreOptions</c> and its <c>Events</c> and <c>Projections</c>.</summary>
public sealed class EventStoreOptions
{
    private readonly Dictionary<Type, AggregateDefinition> _aggregates = [];

    /// <summary>The schema that holds the <c>mt_*</c> tables: one per service. Marten: <c>Events.DatabaseSchemaName</c>.</summary>
    public required string DatabaseSchemaName { get; init; }

    /// <summary>Pace and limits of subscriptions and asynchronous projections.</summary>
    public DaemonOptions Daemon { get; init; } = new();

    /// <summary>
    /// Of so many streams the last fetched state is kept in memory, so that the next <c>FetchForWriting</c> reads only the events since. 0, the
    /// default: every fetch reads its whole stream, as Marten's live aggregation does.
    /// </summary>
    public int RememberedStreams { get; init; }

    internal EventRegistry Registry { get; } = new();

    internal List<(string Name, IProjection Projection)> InlineProjections { get; } = [];

    internal List<AsyncShard> Shards { get; } = [];

    internal IEnumerable<object> Parts =>
        InlineProjections.Select(inline => (object)inline.Projection)
            .Concat(Shards.Select(shard => (object?)shard.Subscription ?? shard.Projection!));

    /// <summary>
    /// Gives an event type its stored name: <c>Map&lt;MeetStarted&gt;("meet_started", 1)</c> is stored as
    /// <c>meet_started_v1</c>. The name is explicit so that renaming the class never touches history.
    /// Marten: <c>Events.MapEventTypeWithSchemaVersion&lt;T&gt;(name, version)</c>.
    /// </summary>
    /// <param name="name">snake_case, without the version.</param>
    /// <param name="version">The current schema version, from 1.</param>
    public EventStoreOptions Map<T>(string name, int version = 1)
        where T : notnull
    {
        Registry.Map<T>(name, version);
        return this;
    }

    /// <summary>
    /// Makes events stored as version <paramref name="fromVersion"/> readable: the function turns their JSON into that of
    /// the next version; steps chain up to the mapped version. Marten: <c>Events.Upcast</c>.
    /// </summary>
    public EventStoreOptions Upcast(string name, int fromVersion, Func<JsonObject, JsonObject> toNext)
    {
        Registry.Upcast(name, fromVersion, toNext);
        return this;
    }

    /// <summary>As the other <c>Upcast</c>, between a type kept for the old JSON and one for the next version's.</summary>
    public EventStoreOptions Upcast<TOld, TNext>(string name, int fromVersion, Func<TOld, TNext> toNext) =>
        Upcast(name, fromVersion, json =>
            JsonSerializer.SerializeToNode(toNext(json.Deserialize<TOld>(Registry.Json)!), Registry.Json)!.AsObject());

    /// <summary>Adds a converter for values inside events. What it writes is history at once: never change it.</summary>
    public EventStoreOptions AddJsonConverter(JsonConverter converter)
    {
        Registry.Json.Converters.Insert(0, converter);
        return this;
    }

    /// <summary>Registers how a stream's events become <typeparamref name="T"/>: a pure fold, no reflection conventions.</summary>
    /// <param name="initial">The immutable state before the first event.</param>
    /// <param name="evolve">State after one more event; must not fail and must not look at clocks or anything else outside.</param>
    /// <param name="alias">The stream type's stored name; by default <typeparamref name="T"/> in snake_case.</param>
    public EventStoreOptions Aggregate<T>(T initial, Func<T, IEvent, T> evolve, string? alias = null)
        where T : class
    {
        _aggregates.Add(typeof(T), new AggregateDefinition<T>(alias ?? EventNames.ForAggregate(typeof(T)), initial, evolve));
        return this;
    }

    /// <summary>Adds a projection. Marten: <c>Projections.Add(projection, lifecycle)</c>.</summary>
    /// <param name="name">Of an asynchronous one's row in <c>mt_event_progression</c> (<c>name:All</c>): never change it.</param>
    public EventStoreOptions AddProjection(IProjection projection, string name, ProjectionLifecycle lifecycle)
    {
        if (lifecycle == ProjectionLifecycle.Inline)
            InlineProjections.Add((name, projection));
        else
            AddShard(new AsyncShard(name, new SubscriptionOptions(), null, projection));
        return this;
    }

    /// <summary>Adds a subscription. Marten: <c>Events.Subscribe(subscription)</c>.</summary>
    /// <param name="name">Of its row in <c>mt_event_progression</c> (<c>name:All</c>): never change it.</param>
    public EventStoreOptions Subscribe(ISubscription subscription, string name, SubscriptionOptions? options = null)
    {
        AddShard(new AsyncShard(name, options ?? new SubscriptionOptions(), subscription, null));
        return this;
    }

    /// <exception cref="InvalidOperationException">The aggregate is not registered.</exception>
    internal AggregateDefinition<T> AggregateOf<T>()
        where T : class =>
        _aggregates.TryGetValue(typeof(T), out var found)
            ? (AggregateDefinition<T>)found
            : throw new InvalidOperationException($"{typeof(T)} is not registered as an aggregate: call Aggregate<T>(initial, evolve).");

    private void AddShard(AsyncShard shard)
    {
        if (Shards.Exists(other => other.Name == shard.Name))
            throw new ArgumentException($"'{shard.Name}' is the name of a subscription or projection already.", nameof(shard));
        Shards.Add(shard);
    }
}
