using Meet.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Meet.EventStore.IntegrationTests;

public sealed class RegistrationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private sealed class Names
    {
        public TaskCompletionSource<string> First { get; } = new();
    }

    /// <summary>Reads the stream that an event tells of: a subscription may ask for the store that runs it.</summary>
    private sealed class Welcome(Names names, IEventStore store) : ISubscription
    {
        public async Task ProcessEventsAsync(EventPage page, CancellationToken cancellationToken)
        {
            await using var session = store.LightweightSession(page.Events[0].TenantId);
            var account = await session.Events.AggregateStreamAsync<Account>(page.Events[0].StreamId, cancellationToken: cancellationToken);
            names.First.TrySetResult(account!.Owner);
        }
    }

    private sealed class Counting(Names names) : IProjection
    {
        public Task ApplyAsync(IProjectionOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellationToken)
        {
            names.ShouldNotBeNull();
            operations.QueueSqlCommand("select $1::int", events.Count);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_host_creates_the_schema_and_runs_what_the_container_makes()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(postgres.DataSource).AddSingleton<Names>();
        builder.Services.AddEventStore(TestStore.Options(TestStore.NewSchema()))
            .AddSubscription<Welcome>("welcome")
            .AddProjection<Counting>("counting", ProjectionLifecycle.Inline);
        using var host = builder.Build();
        await host.StartAsync();

        await using (var session = host.Services.GetRequiredService<IEventStore>().LightweightSession("demo"))
        {
            session.Events.StartStream<Account>(Guid.CreateVersion7(), new Opened("Aoi", Currency.Yen));
            await session.SaveChangesAsync();
        }

        (await host.Services.GetRequiredService<Names>().First.Task.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe("Aoi");
        await host.StopAsync();
    }

    [Fact]
    public async Task What_the_container_cannot_make_stops_the_hosts_start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(postgres.DataSource);
        builder.Services.AddEventStore(TestStore.Options(TestStore.NewSchema())).AddSubscription<Welcome>("welcome");
        using var host = builder.Build();

        (await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync())).Message.ShouldContain(nameof(Names));
    }

    [Fact]
    public void Two_shards_cannot_share_a_position() =>
        Should.Throw<ArgumentException>(() => TestStore.Options("s")
            .Subscribe(new Recorder(), "same")
            .Subscribe(new Recorder(), "same"));
}
