using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Xunit;

namespace Meet.Testing;

/// <summary>
/// The whole product as a test instance: every service a process of its own, with the real servers, an empty database and the
/// clock of the Testing environment. It is brought up with <c>./meet</c> (run folder <c>.run/e2e</c>, port 18080, or
/// <c>MEET_SYSTEM_PORT</c>) and brought down at the end. <c>MEET_SYSTEM_URL</c> names one that is up already and stays up; its run
/// folder is then <c>MEET_SYSTEM_RUN</c>.
/// </summary>
public sealed class MeetSystem : IAsyncLifetime
{
    internal static readonly string[] Services = ["chat", "meets", "notification", "signaling", "media", "gateway"];

    private static readonly string[] CheckersBeforeMakers = ["media", "signaling", "notification", "chat", "meets", "gateway"];
    private static readonly TimeSpan BetweenHops = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Hop = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStroll = TimeSpan.FromMinutes(10);

    // A connection for each request: a kept one to a process that was killed meanwhile would be found broken only when it is used.
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
    private readonly string _run;
    private readonly Launcher _launcher;
    private readonly bool _isOurs;
    private TimeSpan _advanced;

    public MeetSystem()
    {
        var given = Environment.GetEnvironmentVariable("MEET_SYSTEM_URL");
        _isOurs = string.IsNullOrEmpty(given);
        var port = Environment.GetEnvironmentVariable("MEET_SYSTEM_PORT") is { Length: > 0 } chosen
            ? int.Parse(chosen, CultureInfo.InvariantCulture)
            : 18080;
        BaseUrl = _isOurs ? $"http://127.0.0.1:{port}" : given!.TrimEnd('/');
        _run = Environment.GetEnvironmentVariable("MEET_SYSTEM_RUN") ?? Path.Combine(Repository.Root, ".run", "e2e");
        _launcher = new Launcher(_run, new Uri(BaseUrl).Port);
    }

    /// <summary>Where browsers find it, without a slash at the end.</summary>
    public string BaseUrl { get; }

    /// <summary>The UDP ports of the media nodes' workers.</summary>
    public IEnumerable<int> MediaPorts => RunningOf("media").SelectMany(node => Enumerable.Range(new Uri(BaseUrl).Port + 40 + BesideOf(node), 2));

    /// <summary>The instance's own broker.</summary>
    public string RabbitMqUrl =>
        $"amqp://meet:{File.ReadAllText(Path.Combine(_run, "secrets", "rabbitmq")).Trim()}@127.0.0.1:{new Uri(BaseUrl).Port + 21}/";

    /// <summary>Calls the gateway as a browser without a session would.</summary>
    public HttpClient CreateClient() => new() { BaseAddress = new Uri(BaseUrl) };

    public async ValueTask InitializeAsync()
    {
        if (_isOurs)
        {
            await _launcher.RunAsync("down");
            await _launcher.RunAsync("reset");
            await _launcher.RunAsync("up", "--detach");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_isOurs)
        {
            await _launcher.RunAsync("down");
        }
    }

    /// <summary>Stops one process gracefully.</summary>
    /// <param name="service">A service's name, with a number from 2 for a further process of it (<c>media2</c>); or <c>postgres</c> or <c>rabbitmq</c>.</param>
    public Task StopAsync(string service) => _launcher.RunAsync("service", "stop", service);

    /// <summary>Ends one process without a warning (SIGKILL).</summary>
    public Task KillAsync(string service) => _launcher.RunAsync("service", "kill", service);

    /// <summary>Ends one process without a warning, at once, and says when that was.</summary>
    /// <exception cref="ArgumentException">It does not run.</exception>
    public DateTimeOffset KillNow(string service)
    {
        using var process = Process.GetProcessById(ProcessIdOf(service));
        process.Kill();
        var at = DateTimeOffset.UtcNow;
        process.WaitForExit();
        return at;
    }

    /// <summary>Starts one process that was stopped, or a further one, waits until it is ready, and sets its clock to the others'.</summary>
    public Task StartAsync(string service) => StartAsync(service, new Dictionary<string, string>());

    /// <summary>The same with other settings than those of the instance (<c>./meet help</c>), until it is started again.</summary>
    public async Task StartAsync(string service, IReadOnlyDictionary<string, string> settings)
    {
        var before = MarkOf(service);
        await _launcher.RunAsync(settings, "service", "start", service);
        // What ran already has the others' clock.
        if (_advanced > TimeSpan.Zero && Services.Contains(ServiceOf(service)) && MarkOf(service) != before)
        {
            await AdvanceAsync(service, _advanced);
        }
    }

    /// <summary>Moves the clock of every service forward. Services that are stopped catch up when they are started.</summary>
    public async Task AdvanceClockAsync(TimeSpan by)
    {
        // In hops that a token outlives (60 s), and whoever makes tokens after those who check them, which refuse one from the future:
        // a page that asks something meanwhile must not be told that it is signed out. Nobody's session outlives a leap of hours anyway.
        for (var left = by; left > TimeSpan.Zero;)
        {
            var hop = by > LongestStroll || left < Hop ? left : Hop;
            foreach (var process in CheckersBeforeMakers.SelectMany(ProcessesOf))
            {
                await AdvanceAsync(process, hop);
            }

            left -= hop;
            // What is on its way arrives before it is too old.
            await Task.Delay(BetweenHops);
        }

        _advanced += by;
    }

    /// <summary>The address of one service's own HTTP port, for what the gateway does not route (health, OpenAPI).</summary>
    public Uri AddressOf(string service) => new($"http://127.0.0.1:{new Uri(BaseUrl).Port + OffsetOf(service)}");

    private async Task AdvanceAsync(string service, TimeSpan by)
    {
        try
        {
            using var answer = await _http.PostAsJsonAsync(
                new Uri(AddressOf(service), "/test/clock"), new { advanceSeconds = by.TotalSeconds });
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConnectionError)
        {
            // Stopped: StartAsync will tell it the sum.
        }
    }

    /// <summary>Whether a process was started and not stopped.</summary>
    public bool Runs(string process) => File.Exists(Path.Combine(_run, "pids", process));

    /// <summary>The processes of a service that were started and not stopped.</summary>
    public IReadOnlyList<string> RunningOf(string service) => [.. ProcessesOf(service).Where(Runs).Order()];

    /// <summary>What its pid file says: the pid, its start and the machine's boot.</summary>
    private string? MarkOf(string service) => Runs(service) ? File.ReadAllText(Path.Combine(_run, "pids", service)) : null;

    /// <summary>A process of a service, or <c>postgres</c> or <c>rabbitmq</c>.</summary>
    public int ProcessIdOf(string service) => int.Parse(MarkOf(service)!.Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>The first one, whether it runs or not, and those beside it.</summary>
    private IEnumerable<string> ProcessesOf(string service)
    {
        var pids = Path.Combine(_run, "pids");
        return Directory.Exists(pids)
            ? Directory.GetFiles(pids, service + "*").Select(path => Path.GetFileName(path)).Where(name => ServiceOf(name) == service).Append(service).Distinct()
            : [service];
    }

    private static string ServiceOf(string process) => process.TrimEnd('2', '3', '4', '5');

    /// <summary>Of a service's further processes each has its ports 50 above those of the one before.</summary>
    private static int OffsetOf(string process) => FirstOffsetOf(ServiceOf(process)) + BesideOf(process);

    private static int BesideOf(string process) => char.IsAsciiDigit(process[^1]) ? 50 * (process[^1] - '1') : 0;

    private static int FirstOffsetOf(string service) => service switch
    {
        "gateway" => 11,
        "chat" => 1,
        "meets" => 3,
        "signaling" => 5,
        "media" => 7,
        "notification" => 9,
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "No such service."),
    };
}
