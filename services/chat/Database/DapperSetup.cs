using System.Data;
using System.Runtime.CompilerServices;
using Dapper;

namespace Meet.Chat.Database;

/// <summary>snake_case columns to PascalCase members, and instants as what they are: UTC.</summary>
internal static class DapperSetup
{
#pragma warning disable CA2255 // Dapper's mapping is global to the process; there is no later moment that is early enough for tests too.
    [ModuleInitializer]
    internal static void Apply()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.AddTypeHandler(new InstantHandler());
    }
#pragma warning restore CA2255

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTime instant => new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
            DateTimeOffset instant => instant,
            _ => throw new DataException($"{value.GetType()} is no instant."),
        };

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;
    }
}
