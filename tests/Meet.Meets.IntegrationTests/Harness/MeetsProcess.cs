using System.Diagnostics;
using System.Net.Http.Json;
using Meet.Contracts.Meets.Rpc;
using Meet.Grpc;
using Meet.Meets.Fleet;
using Meet.ServiceDefaults.Http;

namespace Meet.Meets.IntegrationTests.Harness;

/// <summary>One replica of the service: a process of its own, as it would run, with the clock of the Testing environment.</summary>
internal sealed class MeetsProcess : IAsyncDisposable
{
    private static readonly GrpcUnaryMethod<ListActiveRequest, ListActiveReply> ListActive =
        GrpcMethod.Unary<ListActiveRequest, ListActiveReply>(MeetsReflection.Descriptor.Services[0], "ListActive");

    private readonly Process _process;
    private readonly GrpcChannel _grpc;
    private readonly Queue<string> _said = new();

    private MeetsProcess(Process process, Uri http, Uri grpc)
    {
        (_process, Http) = (process, new HttpClient { BaseAddress = http });
        _grpc = new GrpcChannel(grpc);
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    public static async Task<MeetsProcess> StartAsync(string postgres, string rabbit, Uri chat, Keys keys)
    {
        var (http, grpc) = (new Uri($"http://127.0.0.1:{Ports.Next()}"), new Uri($"http://127.0.0.1:{Ports.Next()}"));
        var start = new ProcessStartInfo("dotnet", [typeof(MeetsFeature).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = keys.Folder,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Testing",
                ["Meet__Http"] = http.ToString(),
                ["Meet__Grpc"] = grpc.ToString(),
                ["ConnectionStrings__Postgres"] = postgres + ";Maximum Pool Size=20",
                ["ConnectionStrings__RabbitMq"] = rabbit,
                ["Services__Chat__Grpc"] = chat.ToString(),
                ["Keys__Directory"] = keys.Folder,
            },
        };
        var replica = new MeetsProcess(Process.Start(start)!, http, grpc);
        try
        {
            await replica.UntilReadyAsync();
            return replica;
        }
        catch
        {
            await replica.DisposeAsync();
            throw;
        }
    }

    public async Task AdvanceAsync(TimeSpan by) =>
        (await Http.PostAsJsonAsync("/test/clock", new { advanceSeconds = by.TotalSeconds })).EnsureSuccessStatusCode();

    /// <summary>The media nodes as this replica sees them.</summary>
    public async Task<NodeStanding[]> NodesAsync() => (await Http.GetFromJsonAsync<NodeStanding[]>("/media-nodes", JsonDefaults.Options))!;

    /// <summary>What signaling is told about somebody who connects.</summary>
    public async Task<IReadOnlyList<string>> ListActiveAsync(string tenant, string kind, Guid person) =>
        [.. (await _grpc.CallAsync(
            ListActive, new ListActiveRequest { PersonKind = kind, PersonId = person.ToString() }, new CallOptions { Tenant = tenant })).MeetsJson];

    /// <summary>Ends it as a crash does: nothing is finished, nobody is told.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _grpc.Dispose();
        Http.Dispose();
    }

    private async Task UntilReadyAsync()
    {
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromMinutes(2) && !_process.HasExited)
        {
            try
            {
                if ((await Http.GetAsync("/health/ready")).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }

        lock (_said)
        {
            throw new InvalidOperationException("meets did not become ready: " + string.Join('\n', _said));
        }
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.Enqueue(line.Data ?? "");
            if (_said.Count > 60)
            {
                _said.Dequeue();
            }
        }
    }
}
