using System.Diagnostics;

namespace Meet.Testing;

/// <summary>
/// A disposable PostgreSQL or RabbitMQ kept by <c>./meet servers</c>. It ends and removes its files when its standard input
/// closes, which also happens when the test process is killed.
/// </summary>
internal sealed class TestServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(40);

    private readonly Process _launcher;

    private TestServer(Process launcher) => _launcher = launcher;

    /// <summary>How to reach the server.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Starts one server and waits until it answers.</summary>
    /// <param name="kind"><c>postgres</c> or <c>rabbitmq</c>.</param>
    /// <param name="variable">The variable under which the launcher prints the connection string.</param>
    /// <exception cref="InvalidOperationException">The server did not start; the message holds what the launcher said.</exception>
    public static async Task<TestServer> StartAsync(string kind, string variable)
    {
        var start = new ProcessStartInfo(Repository.Launcher, ["servers", kind])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["MEET_RUN"] = Path.Combine(Path.GetTempPath(), $"meet-{kind}-{Guid.NewGuid():N}"[..24]);
        start.Environment["MEET_PORT"] = FreePorts.FindBase().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var server = new TestServer(Process.Start(start)!);
        var errors = server._launcher.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(StartLimit);
        try
        {
            await server.ReadUntilReadyAsync(variable, limit.Token);
            return server;
        }
        catch (Exception problem) when (problem is EndOfStreamException or OperationCanceledException)
        {
            server.Dispose();
            throw new InvalidOperationException($"{kind} did not start: {await errors}", problem);
        }
    }

    public void Dispose()
    {
        _launcher.StandardInput.Close();
        if (!_launcher.WaitForExit(StopLimit))
        {
            _launcher.Kill(entireProcessTree: true);
        }

        _launcher.Dispose();
    }

    private async Task ReadUntilReadyAsync(string variable, CancellationToken cancellation)
    {
        while (await _launcher.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(variable + "=", StringComparison.Ordinal))
            {
                ConnectionString = line[(variable.Length + 1)..];
            }
            else if (line == "ready")
            {
                return;
            }
        }

        throw new EndOfStreamException();
    }
}
