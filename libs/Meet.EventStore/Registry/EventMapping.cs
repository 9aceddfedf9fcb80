namespace Meet.EventStore;

/// <summary>A CLR type and the name it is stored under, for ever.</summary>
internal abstract class EventMapping(Type type, string name, int version)
{
    public Type Type => type;

    public string Name => name;

    public int Version => version;

    /// <summary>As in <c>mt_events.type</c>.</summary>
    public string Alias { get; } = EventNames.Alias(name, version);

    /// <summary>As in <c>mt_events.mt_dotnet_type</c>: information for Marten and people; reading goes by <see cref="Alias"/>.</summary>
    public string DotNetTypeName { get; } = $"{type.FullName}, {type.Assembly.GetName().Name}";

    public abstract IPendingEvent Wrap(object data, EventMetadata metadata);
}

internal sealed class EventMapping<T>(string name, int version) : EventMapping(typeof(T), name, version)
    where T : notnull
{
    public override IPendingEvent Wrap(object data, EventMetadata metadata) => new Event<T>((T)data, metadata);
}
