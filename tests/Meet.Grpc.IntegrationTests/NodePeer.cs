using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Meet.Grpc.IntegrationTests;

/// <summary>A grpc-js process (node/peer.mjs) that is told what to do in JSON lines, and answers in them.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private static readonly SemaphoreSlim Installing = new(1, 1);
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _waiting = new();
    private readonly Channel<JsonObject> _said = Channel.CreateUnbounded<JsonObject>();
    private int _lastId;

    private NodePeer(Process process) => _process = process;

    private static string Folder { get; } = typeof(NodePeer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NodeFolder").Value!;

    public static async Task<NodePeer> StartAsync(params string[] arguments)
    {
        await InstallAsync();
        var peer = new NodePeer(Run("node", ["peer.mjs", .. arguments]));
        _ = peer.ReadAsync();
        return peer;
    }

    /// <summary>The next line that answers no command.</summary>
    public async Task<JsonObject> NextAsync() => await _said.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Gives a command and waits for its answer.</summary>
    public async Task<JsonObject> AskAsync(JsonObject command) => await Begin(command).Answer;

    /// <summary>Gives a command; the id is how other commands name it.</summary>
    public (int Id, Task<JsonObject> Answer) Begin(JsonObject command)
    {
        var id = Interlocked.Increment(ref _lastId);
        command["id"] = id;
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        lock (_process)
            _process.StandardInput.WriteLine(command.ToJsonString());
        return (id, answer.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        // It ends by itself when nobody speaks to it any more.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task InstallAsync()
    {
        await Installing.WaitAsync();
        try
        {
            if (Directory.Exists(Path.Combine(Folder, "node_modules", "@grpc", "grpc-js")))
                return;
            using var npm = Run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            _ = npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
                throw new InvalidOperationException($"npm ci ended with {npm.ExitCode}.");
        }
        finally
        {
            Installing.Release();
        }
    }

    private static Process Run(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var message = JsonSerializer.Deserialize<JsonObject>(line)!;
            if (message["id"] is { } id && _waiting.TryRemove(id.GetValue<int>(), out var waiting))
                waiting.SetResult(message);
            else
                await _said.Writer.WriteAsync(message);
        }

        _said.Writer.Complete();
        foreach (var waiting in _waiting.Values)
            waiting.TrySetException(new InvalidOperationException("The node process ended."));
    }
}
