using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Meet.Chat.IntegrationTests;
using Meet.Contracts;
using Meet.Grpc;
using Meet.ServiceDefaults;
using Meet.ServiceDefaults.Identity;
using Meet.ServiceDefaults.Time;
using Meet.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

[assembly: AssemblyFixture(typeof(ChatHost))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Meet.Chat.IntegrationTests;

/// <summary>
/// The service as it runs, over a real PostgreSQL (as a role that is no superuser, so that row level security holds) and a real
/// broker. Tests keep apart by making a workspace each.
/// </summary>
public sealed class ChatHost : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private readonly RabbitMqFixture _rabbit = new();
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("meet-chat-");
    private readonly ConcurrentBag<IDisposable> _owned = [];
    private readonly string _role = $"chat_{Guid.NewGuid():N}";
    private WebApplication _app = null!;
    private TokenSigner _gateway = null!;

    /// <summary>As the server's administrator: sees everything.</summary>
    public NpgsqlDataSource Administrator => _postgres.DataSource;

    /// <summary>As the service's role.</summary>
    public string ConnectionString { get; private set; } = "";

    public string FilesFolder => Path.Combine(_keys.FullName, "files");

    public string RabbitMq => _rabbit.ConnectionString;

    public TestClock Clock => Get<TestClock>();

    public GrpcChannel Grpc { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        await _rabbit.InitializeAsync();
        await AdministerAsync($"create role {_role} login password 'test'");
        ConnectionString = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Username = _role, Password = "test" }.ConnectionString;
        await AdministerAsync($"grant create on database {new NpgsqlConnectionStringBuilder(ConnectionString).Database} to {_role}");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(_keys.FullName, "gateway.key"), key.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(Path.Combine(_keys.FullName, "gateway.pub"), key.ExportSubjectPublicKeyInfoPem());

        _app = Build(new() { ["Demo:Seed"] = "true" });
        await _app.StartAsync();
        _gateway = new TokenSigner(Path.Combine(_keys.FullName, "gateway.key"), Tokens.GatewayIssuer, Clock);
        Grpc = new GrpcChannel(new Uri("http://localhost"), null, _app.GetTestServer().CreateHandler());
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A client that the gateway has vouched for.</summary>
    /// <param name="chat">For a session that a link opened: its one chat.</param>
    /// <param name="replica">Another one that serves it.</param>
    public HttpClient As(string tenant, PersonRef person, Guid? chat = null, WebApplication? replica = null)
    {
        var client = (replica ?? _app).GetTestClient();
        var claims = new Dictionary<string, object>
        {
            [Claims.Tenant] = tenant,
            [Claims.Subject] = person.Id.ToString(),
            [Claims.Kind] = person.Kind == PersonKind.Staff ? "staff" : "customer",
            [Claims.Name] = person.Name,
            [Claims.Session] = Guid.NewGuid().ToString(),
        };
        if (chat is { } only)
            claims[Claims.Chat] = only.ToString();
        var token = _gateway.Sign(Tokens.ServicesAudience, claims);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        _owned.Add(client);
        return client;
    }

    /// <summary>A client that nobody vouches for.</summary>
    public HttpClient Anonymous()
    {
        var client = _app.GetTestClient();
        _owned.Add(client);
        return client;
    }

    /// <summary>Another replica over the same database; not started.</summary>
    public WebApplication Build(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings)
        {
            ["ConnectionStrings:Postgres"] = settings.GetValueOrDefault("ConnectionStrings:Postgres", ConnectionString),
            ["ConnectionStrings:RabbitMq"] = RabbitMq,
            ["Keys:Directory"] = _keys.FullName,
            ["Files:Folder"] = settings.ContainsKey("Files:S3:Endpoint") ? null : FilesFolder,
            ["Files:Incoming"] = Path.Combine(_keys.FullName, "incoming"),
        });
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults("chat");
        builder.Logging.ClearProviders();
        builder.AddChat();
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapChat();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var each in _owned)
            each.Dispose();
        Grpc?.Dispose();
        _gateway?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        await using (var drop = _postgres.DataSource.CreateCommand($"drop owned by {_role}"))
            await drop.ExecuteNonQueryAsync();
        await AdministerAsync($"revoke all on database {new NpgsqlConnectionStringBuilder(ConnectionString).Database} from {_role}; drop role {_role}");
        await _postgres.DisposeAsync();
        _keys.Delete(recursive: true);
    }

    private async Task AdministerAsync(string sql)
    {
        await using var command = _postgres.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
