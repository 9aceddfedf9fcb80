namespace Meet.Testing;

/// <summary>
/// One server for a whole test process: the one named by an environment variable, or a private one started at first use and
/// stopped when the process exits.
/// </summary>
internal sealed class SharedServer
{
    public static readonly SharedServer Postgres = new("postgres", "MEET_TEST_POSTGRES");
    public static readonly SharedServer RabbitMq = new("rabbitmq", "MEET_TEST_RABBITMQ");

    private readonly Lazy<Task<string>> _connectionString;

    private SharedServer(string kind, string variable) =>
        _connectionString = new(() => FindOrStartAsync(kind, variable));

    public Task<string> ConnectionStringAsync() => _connectionString.Value;

    private static async Task<string> FindOrStartAsync(string kind, string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
        {
            return given;
        }

        var server = await TestServer.StartAsync(kind, variable);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server.ConnectionString;
    }
}
