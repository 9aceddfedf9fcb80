using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Meet.Bench;

/// <summary>The event of the appends' measurement: the size of a typical one of a Meet.</summary>
public sealed record AppendsEvent(Guid ParticipantId, string Name, string Device, int Position, DateTimeOffset At);

/// <summary>What one would write without an event store: one prepared INSERT per event, one batch, one commit.</summary>
internal sealed class AppendsPlain(NpgsqlDataSource dataSource, string schema, int eventsPerCommit)
{
    public const string Correlation = "0af7651916cd43dd8448eb211c80319c";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Guid Participant = Guid.CreateVersion7();
    private static readonly DateTimeOffset Instant = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string _insert = $$"""
        insert into {{schema}}.plain_events
            (seq_id, id, stream_id, version, data, type, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers)
        values (nextval('{{schema}}.plain_events_sequence'), $1, $2, $3, $4, $5, $6, $7, $8, null, $9)
        """;

    public static string Table(string schema) => $"""
        create table {schema}.plain_events (like {schema}.mt_events including all);
        create sequence {schema}.plain_events_sequence;
        """;

    public static AppendsEvent Event(int position) => new(Participant, "Aoi", "Chrome on Android", position, Instant);

    public async Task InsertAsync()
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        var stream = Guid.CreateVersion7();
        for (var i = 0; i < eventsPerCommit; i++)
        {
            var command = new NpgsqlBatchCommand(_insert);
            Add(command, NpgsqlDbType.Uuid, Guid.CreateVersion7());
            Add(command, NpgsqlDbType.Uuid, stream);
            Add(command, NpgsqlDbType.Bigint, i + 1L);
            Add(command, NpgsqlDbType.Jsonb, JsonSerializer.Serialize(Event(i), Json));
            Add(command, NpgsqlDbType.Varchar, "participant_joined_v1");
            Add(command, NpgsqlDbType.Varchar, "bench");
            Add(command, NpgsqlDbType.Varchar, "Meet.Bench.AppendsEvent, Meet.Bench");
            Add(command, NpgsqlDbType.Varchar, Correlation);
            Add(command, NpgsqlDbType.Jsonb, """{"channel":"web"}""");
            batch.BatchCommands.Add(command);
        }

        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
    }

    private static void Add(NpgsqlBatchCommand command, NpgsqlDbType type, object value) =>
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
}
