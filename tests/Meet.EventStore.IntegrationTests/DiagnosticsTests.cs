using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Meet.Testing;

namespace Meet.EventStore.IntegrationTests;

public sealed class DiagnosticsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly string _schema = TestStore.NewSchema();

    [Fact]
    public async Task A_subscriptions_work_on_an_event_is_part_of_the_trace_that_appended_it()
    {
        var names = new ConcurrentQueue<(string Name, ActivityTraceId Trace)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EventStoreDiagnostics.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => names.Enqueue((activity.OperationName, activity.TraceId)),
        };
        ActivitySource.AddActivityListener(listener);
        var recorder = new Recorder();
        await using var replica = await StartAsync(recorder);
        using var command = new Activity("command").SetIdFormat(ActivityIdFormat.W3C).Start();

        await replica.Store.OpenAsync();
        await recorder.UntilCountAsync(1);

        names.ShouldContain(("eventstore append", command.TraceId));
        names.ShouldContain(("eventstore traced", command.TraceId));
    }

    [Fact]
    public async Task Appends_conflicts_and_failures_are_counted()
    {
        var counts = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == EventStoreDiagnostics.Name)
                all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            // Other tests measure at the same time.
            if (tags.ToArray().Any(tag => tag.Value as string == _schema || tag.Value as string == "traced"))
                counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
        });
        listener.Start();
        var failures = 2;
        var recorder = new Recorder((_, _) => failures-- > 0 ? throw new InvalidOperationException("Not yet.") : Task.CompletedTask);
        await using var replica = await StartAsync(recorder);
        var account = await replica.Store.OpenAsync();
        await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => replica.Store.OpenAsync(id: account));
        await recorder.UntilCountAsync(1);
        await replica.Store.PositionReachesAsync("traced", 1);

        counts["meet.eventstore.append.events"].ShouldBe(1);
        counts["meet.eventstore.append.conflicts"].ShouldBe(1);
        counts["meet.eventstore.subscription.failures"].ShouldBe(2);
    }

    private Task<Replica> StartAsync(Recorder recorder) =>
        Replica.StartAsync(postgres.ConnectionString, _schema, options => options.Subscribe(recorder, "traced"));
}
