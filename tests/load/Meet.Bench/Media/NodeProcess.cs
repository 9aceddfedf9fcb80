using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Meet.Load.Linux;

namespace Meet.Bench.Media;

/// <summary>
/// A media node of its own, with one worker, on one processor, that anybody on this machine may enter without a token. It ends with
/// the bench, however that ends: its keeper waits for its standard input to close.
/// </summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const string Keeper =
        """taskset -c "$1" dotnet "$2/Meet.Media.dll" >&2 </dev/null & node=$!; echo $node; cat >/dev/null; kill $node; wait $node""";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _keeper;
    private readonly Task<string> _said;

    private NodeProcess(Process keeper, int id, Uri address)
    {
        (_keeper, Id) = (keeper, id);
        _said = keeper.StandardError.ReadToEndAsync();
        Http = new HttpClient { BaseAddress = address };
    }

    // artifacts/bin/Meet.Bench/release has artifacts/bin/Meet.Media/release beside it.
    private static string BuiltFolder => Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Meet.Media", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)));

    public int Id { get; }

    public HttpClient Http { get; }

    /// <param name="processor">The only one that it may use.</param>
    /// <param name="folder">Of its program; empty: the one that was built with this.</param>
    /// <exception cref="InvalidOperationException">It does not start; the message holds what it said.</exception>
    public static async Task<NodeProcess> StartAsync(int processor, string folder, CancellationToken cancellationToken)
    {
        folder = Path.GetFullPath(folder.Length > 0 ? folder : BuiltFolder);
        var port = FreePort();
        var start = new ProcessStartInfo("bash", ["-c", Keeper, "keeper", processor.ToString(CultureInfo.InvariantCulture), folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in Settings(port))
            start.Environment[name] = value;
        var keeper = Process.Start(start)!;
        var id = int.Parse((await keeper.StandardOutput.ReadLineAsync(cancellationToken))!, CultureInfo.InvariantCulture);
        var node = new NodeProcess(keeper, id, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await node.AnswersAsync(cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it; kills it, should it not do so by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _keeper.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _keeper.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _keeper.Kill(entireProcessTree: true);
        }

        _keeper.Dispose();
    }

    // Its joins are not what is measured, and one that compiles in full at a method's first call needs no minutes to be warm.
    private static Dictionary<string, string> Settings(int port) => new()
    {
        ["Meet__Http"] = $"http://127.0.0.1:{port}",
        ["Media__NodeId"] = "bench",
        ["Media__Address"] = "127.0.0.1",
        ["Media__FirstPort"] = "0",
        ["Media__Workers"] = "1",
        ["Media__MaxSessions"] = "4000",
        ["Media__MaxPacketsPerSecond"] = "1000000",
        ["Media__Standalone"] = "true",
        ["Media__Whip__Enabled"] = "true",
        ["Media__Whip__LoopbackWithoutToken"] = "true",
        ["Media__Whip__MaxSessions"] = "4000",
        ["Logging__LogLevel__Default"] = "Warning",
        ["DOTNET_TC_QuickJit"] = "0",
    };

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartLimit; await Task.Delay(50, cancellationToken))
        {
            if (_keeper.HasExited || Kernel.CpuClockOf(Id) is null)
                break;
            try
            {
                (await Http.GetAsync("/health/live", cancellationToken)).Dispose();
                return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }

        _keeper.StandardInput.Close();
        throw new InvalidOperationException($"The media node does not start: {await _said}");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
