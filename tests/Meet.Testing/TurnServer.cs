using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Meet.Testing;

/// <summary>A private coturn on loopback that shares a secret with whoever makes credentials; it relays to loopback too.</summary>
public sealed class TurnServer : IDisposable
{
    public const string Secret = "a secret that coturn has too";

    /// <summary>Why there is none, for tests that need one and cannot run.</summary>
    public const string Missing = "coturn's turnserver is not installed: apt-get install coturn";

    private static readonly string Program = "/usr/bin/turnserver";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _folder;

    private TurnServer(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public static bool IsInstalled => File.Exists(Program);

    /// <summary>UDP and TCP.</summary>
    public int Port { get; }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"turn:127.0.0.1:{Port}?transport=udp");

    /// <exception cref="InvalidOperationException">It did not start; the message holds what it said.</exception>
    public static async Task<TurnServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("meet-turn-").FullName;
        var port = FreePorts.FindBase() + 20;
        string[] arguments =
        [
            "-n", "--no-cli", "--no-tls", "--no-dtls", "--no-rfc5780", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1",
            $"--listening-port={port}", "--allow-loopback-peers", "--realm=meet.test", "--use-auth-secret", $"--static-auth-secret={Secret}",
            $"--pidfile={folder}/pid", $"--userdb={folder}/db", $"--log-file={folder}/log", "--simple-log",
        ];
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var server = new TurnServer(Process.Start(start)!, folder, port);
        server._process.OutputDataReceived += (_, _) => { };
        server._process.ErrorDataReceived += (_, _) => { };
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        var began = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(port))
        {
            if (server._process.HasExited || TimeProvider.System.GetElapsedTime(began) > StartLimit)
            {
                var said = File.Exists($"{folder}/log") ? await File.ReadAllTextAsync($"{folder}/log") : "nothing";
                server.Dispose();
                throw new InvalidOperationException($"coturn did not start, and said: {said}");
            }

            await Task.Delay(50);
        }

        return server;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // It opens UDP before TCP.
    private static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
