using System.Diagnostics;
using System.Text.Json;
using Meet.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Meet.Bench;

/// <summary>
/// Events per second through the store beside plain INSERTs of the same event rows into a table of the same shape (columns,
/// primary key, unique index), in the same run: A B A B, the same number of commits and writers. Then how long a commit takes to
/// reach a subscription's handler.
/// </summary>
/// <remarks>The store also keeps each stream's row and its foreign key; the plain table has neither. That is what is measured.</remarks>
public static class AppendsBench
{
    private const string Schema = "bench_appends";
    private const int Rounds = 9;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    /// <param name="dataSource">A role that may create and drop a schema.</param>
    /// <param name="jsonLines">Receives one JSON object per measured case.</param>
    public static async Task RunAsync(NpgsqlDataSource dataSource, TextWriter jsonLines)
    {
        await ExecuteAsync(dataSource, $"drop schema if exists {Schema} cascade");
        using var host = Start(dataSource, out var arrivals);
        await host.StartAsync();
        var store = host.Services.GetRequiredService<IEventStore>();
        await ExecuteAsync(dataSource, AppendsPlain.Table(Schema));
        try
        {
            await MeasureLatencyAsync(store, arrivals, jsonLines);
            await host.StopAsync();
            foreach (var (events, writers) in new[] { (1, 1), (1, 8), (5, 8), (20, 4) })
                await CompareAsync(dataSource, store, events, writers, jsonLines);
        }
        finally
        {
            await ExecuteAsync(dataSource, $"drop schema if exists {Schema} cascade");
        }
    }

    private static async Task CompareAsync(
        NpgsqlDataSource dataSource, IEventStore store, int eventsPerCommit, int writers, TextWriter jsonLines)
    {
        var plain = new AppendsPlain(dataSource, Schema, eventsPerCommit);
        List<double> storeRates = [], plainRates = [];
        await RateAsync(writers, eventsPerCommit, () => AppendAsync(store, eventsPerCommit), TimeSpan.FromSeconds(1));
        await RateAsync(writers, eventsPerCommit, plain.InsertAsync, TimeSpan.FromSeconds(1));
        for (var round = 0; round < Rounds; round++)
        {
            storeRates.Add(await RateAsync(writers, eventsPerCommit, () => AppendAsync(store, eventsPerCommit), Slice));
            plainRates.Add(await RateAsync(writers, eventsPerCommit, plain.InsertAsync, Slice));
        }

        // Neighbours in time share the machine's mood: the rounds' own ratios are steadier than the ratio of two medians.
        var ratios = storeRates.Zip(plainRates, (a, b) => Math.Round(a / b, 3)).ToList();

        await WriteAsync(jsonLines, new
        {
            bench = "appends",
            eventsPerCommit,
            writers,
            storeEventsPerSecond = Math.Round(Median(storeRates)),
            plainEventsPerSecond = Math.Round(Median(plainRates)),
            ratio = Median(ratios),
            rounds = ratios,
        });
    }

    /// <summary>A new stream per commit: no writer waits for another's stream, as with the Meets of a busy service.</summary>
    private static async Task AppendAsync(IEventStore store, int events)
    {
        await using var session = store.LightweightSession("bench");
        session.CorrelationId = AppendsPlain.Correlation;
        session.SetHeader("channel", "web");
        session.Events.Append(Guid.CreateVersion7(), Enumerable.Range(0, events).Select(AppendsPlain.Event));
        await session.SaveChangesAsync();
    }

    private static async Task<double> RateAsync(int writers, int eventsPerCommit, Func<Task> commit, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var commits = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            var count = 0L;
            for (; Stopwatch.GetElapsedTime(started) < duration; count++)
                await commit();
            return count;
        })));
        return commits.Sum() * eventsPerCommit / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task MeasureLatencyAsync(IEventStore store, AppendsArrivals arrivals, TextWriter jsonLines)
    {
        List<double> milliseconds = [];
        for (var i = 0; i < 600; i++)
        {
            await AppendAsync(store, 1);
            var committed = Stopwatch.GetTimestamp();
            var arrived = await arrivals.NextAsync();
            if (i >= 100)
                milliseconds.Add(Stopwatch.GetElapsedTime(committed, Math.Max(arrived, committed)).TotalMilliseconds);
        }

        milliseconds.Sort();
        await WriteAsync(jsonLines, new
        {
            bench = "commit-to-handler",
            samples = milliseconds.Count,
            p50Milliseconds = Math.Round(Median(milliseconds), 3),
            p99Milliseconds = Math.Round(milliseconds[(int)(milliseconds.Count * 0.99)], 3),
        });
    }

    private static IHost Start(NpgsqlDataSource dataSource, out AppendsArrivals arrivals)
    {
        arrivals = new AppendsArrivals();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(dataSource);
        builder.Services.AddEventStore(new EventStoreOptions { DatabaseSchemaName = Schema }
            .Map<AppendsEvent>("participant_joined")
            .Subscribe(arrivals, "arrivals"));
        return builder.Build();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static Task WriteAsync(TextWriter jsonLines, object line) => jsonLines.WriteLineAsync(JsonSerializer.Serialize(line));

    private static async Task ExecuteAsync(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
