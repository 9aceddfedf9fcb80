using System.Collections.Concurrent;
using System.Security.Cryptography;
using MassTransit;
using Meet.Grpc;
using Meet.ServiceDefaults;
using Meet.ServiceDefaults.Time;
using Meet.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Meet.Notification.IntegrationTests;

/// <summary>
/// Two replicas of the service over a real PostgreSQL and a real broker, with chat and the providers played by servers that speak their
/// protocols. One for each test class; its queue has a name of its own.
/// </summary>
public abstract class World : IAsyncLifetime
{
    public const string Site = "https://meet.test";

    private readonly PostgresFixture _postgres = new();
    private readonly RabbitMqFixture _rabbit = new();
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("meet-notification-");
    private readonly List<WebApplication> _replicas = [];
    private readonly List<GrpcChannel> _grpc = [];

    internal TestClock Clock { get; } = new();

    internal ChatPeer Chat { get; } = new();

    internal Bus Bus { get; private set; } = null!;

    /// <summary>Between the service and the broker.</summary>
    internal TcpRelay Broker { get; private set; } = null!;

    internal Npgsql.NpgsqlDataSource Database => _postgres.DataSource;

    /// <summary>All that was logged.</summary>
    internal ConcurrentQueue<string> Logged { get; } = new();

    /// <summary>Unlike any other's, so that a broker shared with other runs does no harm.</summary>
    public string Tenant { get; } = $"t{Guid.NewGuid():N}"[..12];

    internal GrpcChannel Grpc(int replica = 0) => _grpc[replica];

    internal HttpClient Http(int replica = 0) => _replicas[replica].GetTestClient();

    internal T Get<T>(int replica = 0)
        where T : notnull => _replicas[replica].Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        await _rabbit.InitializeAsync();
        await Chat.StartAsync();
        await StartPeersAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(_keys.FullName, "gateway.pub"), key.ExportSubjectPublicKeyInfoPem());
        Bus = await Bus.StartAsync(_rabbit.ConnectionString);
        var real = new Uri(_rabbit.ConnectionString);
        Broker = new TcpRelay(real.Host, real.Port);
        Broker.Up();
        _replicas.AddRange([Build(), Build()]);
        // Both at once, on an empty database: creating the tables is part of what is tested.
        await Task.WhenAll(_replicas.Select(replica => replica.StartAsync()));
        // Until the queue is bound, what is published goes nowhere.
        foreach (var replica in _replicas)
            await replica.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromMinutes(1));
        _grpc.AddRange(_replicas.Select(replica => new GrpcChannel(new Uri("http://localhost"), null, replica.GetTestServer().CreateHandler())));
    }

    public async ValueTask DisposeAsync()
    {
        Broker?.Up();
        foreach (var channel in _grpc)
            channel.Dispose();
        foreach (var replica in _replicas)
        {
            await replica.StopAsync();
            await replica.DisposeAsync();
        }

        if (Bus is not null)
            await Bus.DisposeAsync();
        Broker?.Dispose();
        await StopPeersAsync();
        await Chat.DisposeAsync();
        await _postgres.DisposeAsync();
        _keys.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    internal abstract IEnumerable<(string Key, string Value)> Settings { get; }

    protected virtual Task StartPeersAsync() => Task.CompletedTask;

    protected virtual Task StopPeersAsync() => Task.CompletedTask;

    private WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Postgres"] = _postgres.ConnectionString,
            ["ConnectionStrings:RabbitMq"] = new UriBuilder(_rabbit.ConnectionString) { Port = Broker.Port }.Uri.ToString(),
            ["Services:Chat:Grpc"] = Chat.Address.ToString(),
            ["Keys:Directory"] = _keys.FullName,
            ["Notification:PublicUrl"] = Site,
            ["Notification:TrySeconds"] = "3",
        });
        builder.Configuration.AddInMemoryCollection(Settings.ToDictionary(each => each.Key, each => (string?)each.Value));
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults($"{_rabbit.Prefix}notification");
        builder.Logging.ClearProviders().AddProvider(new LogKeeper(Logged));
        builder.AddNotification();
        builder.Services.AddSingleton(Clock);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapNotification();
        return app;
    }

    private sealed class LogKeeper(ConcurrentQueue<string> kept) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            kept.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
