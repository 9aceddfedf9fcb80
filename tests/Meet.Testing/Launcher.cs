using System.Diagnostics;
using System.Globalization;

namespace Meet.Testing;

/// <summary>Runs <c>./meet</c> for one instance.</summary>
internal sealed class Launcher(string run, int port)
{
    // A build of everything on a busy machine is the longest that it can take.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <exception cref="InvalidOperationException">It failed; the message holds all that it said.</exception>
    public Task RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <param name="settings">Environment variables besides those that make it a test instance.</param>
    /// <exception cref="InvalidOperationException">As above.</exception>
    public async Task RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.Launcher, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["MEET_RUN"] = run;
        start.Environment["MEET_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["MEET_DISPOSABLE"] = "1";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        start.Environment.Remove("MEET_POSTGRES");
        start.Environment.Remove("MEET_RABBITMQ");

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"./meet {string.Join(' ', arguments)} took longer than {Limit}.");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"./meet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        }
    }
}
