using Npgsql;
using NpgsqlTypes;

namespace Meet.EventStore;

/// <summary>Typed positional parameters: what PostgreSQL needs to prepare a command once per connection.</summary>
internal static class SqlCommands
{
    public static NpgsqlBatchCommand Create(string sql, IEnumerable<object?> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return command;
    }

    /// <summary>The only event's value, or an array with one for each event.</summary>
    public static NpgsqlBatchCommand WithEach<T>(
        this NpgsqlBatchCommand command, NpgsqlDbType type, IReadOnlyList<IPendingEvent> events, Func<IPendingEvent, T> value) =>
        events.Count == 1
            ? command.With(type, value(events[0]))
            : command.With(NpgsqlDbType.Array | type, events.Select(value).ToArray());

    public static NpgsqlCommand With(this NpgsqlCommand command, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return command;
    }
}
