using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Meet.Chat.Events;
using Meet.Chat.Rooms;
using Meet.Contracts.Tests.Checker;
using Meet.EventStore;

namespace Meet.Contracts.Tests.Contracts;

/// <summary>
/// Events as they lie in databases, by their stored names. Those of meets are also held, each as some release wrote it, by
/// Meet.Meets.Tests' golden files; here they are with every value of their enums.
/// </summary>
internal static class StoredContracts
{
    public static IEnumerable<Contract> All =>
        Of(new EventStoreOptions { DatabaseSchemaName = "chat" }.MapChatEvents().MapRoomEvents())
            .Concat(Of(Meet.Meets.Domain.EventNames.All.Aggregate(
                new EventStoreOptions { DatabaseSchemaName = "meets" },
                (options, stored) =>
                {
                    stored.Register(options);
                    return options;
                })));

    private static IEnumerable<Contract> Of(EventStoreOptions options)
    {
        var json = new JsonSerializerOptions(options.Registry.Json) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        return options.Registry.Mappings.Select(mapping =>
            new Contract("stored", $"{options.DatabaseSchemaName}.{mapping.Alias}", mapping.Type, Reading.Both, json));
    }
}
