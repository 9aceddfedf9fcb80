using Google.Protobuf;
using Meet.Contracts.Tests.Checker;
using Meet.ServiceDefaults.Http;

namespace Meet.Contracts.Tests.Contracts;

/// <summary>
/// What goes over RabbitMQ: the records of Meet.Contracts that are part of no other one. The full name is on the wire too (as a
/// message's type, and as its exchange).
/// </summary>
internal static class BusContracts
{
    public static IEnumerable<Contract> All
    {
        get
        {
            var records = typeof(PersonRef).Assembly.GetExportedTypes()
                .Where(type => type.IsClass && !type.IsAbstract && !type.IsNested && !typeof(IMessage).IsAssignableFrom(type) && IsRecord(type))
                .ToList();
            var parts = records.SelectMany(record => record.GetProperties().Select(member => PartOf(member.PropertyType))).ToHashSet();
            return records.Where(record => !parts.Contains(record))
                .Select(record => new Contract("bus", record.FullName!, record, Reading.Both, JsonDefaults.Options));
        }
    }

    internal static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static Type PartOf(Type type) => type.IsGenericType ? type.GetGenericArguments()[0] : type;
}
