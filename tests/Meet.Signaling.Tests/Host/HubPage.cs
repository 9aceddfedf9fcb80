using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Meet.Signaling.Tests.Host;

/// <summary>A browser page's end of the hub: SignalR's JSON protocol over a WebSocket, without negotiation.</summary>
internal sealed class HubPage : IAsyncDisposable
{
    private const char RecordSeparator = '\x1e';
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _invocations = new();
    private readonly Channel<(string Event, JsonNode Payload)> _pushes = Channel.CreateUnbounded<(string, JsonNode)>();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private volatile bool _sleeps;
    private int _lastId;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<HubPage> ConnectAsync(Uri hub, string? token)
    {
        var page = new HubPage();
        if (token is not null)
            page._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await page._socket.ConnectAsync(hub, Token);
        await page.SendAsync("""{"protocol":"json","version":1}""");
        page._reading = page.ReadAsync();
        return page;
    }

    /// <summary>The next push, whatever it is.</summary>
    public async Task<(string Event, JsonNode Payload)> NextAsync() => await _pushes.Reader.ReadAsync(Token);

    /// <summary>The payload of the next push, which must be this event. Being greeted again is no news to whoever waits for something else.</summary>
    public async Task<JsonNode> NextAsync(string expected)
    {
        var (name, payload) = await NextAsync();
        while (name == "ready" && expected != "ready")
            (name, payload) = await NextAsync();
        name.ShouldBe(expected);
        return payload;
    }

    /// <summary>The result, or the error's text after SignalR's own words.</summary>
    public async Task<(JsonNode? Result, string? Error)> InvokeAsync(string method, object? argument)
    {
        var answer = await Begin(method, JsonSerializer.SerializeToNode(argument, JsonSerializerOptions.Web));
        return (answer["result"], answer["error"]?.GetValue<string>().Split("HubException: ").Last());
    }

    /// <summary>Waits until the hub has closed the connection.</summary>
    public Task ClosedAsync() => _reading.WaitAsync(Token);

    /// <summary>As a page that is closed: the socket says so.</summary>
    public async Task CloseAsync()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, Token);
        await ClosedAsync();
    }

    /// <summary>From the next message on it reads nothing, as a phone that sleeps.</summary>
    public void Sleep() => _sleeps = true;

    /// <summary>As a network that breaks: nobody says anything.</summary>
    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        _gone.TrySetResult();
        await _reading;
        _socket.Dispose();
    }

    private Task<JsonObject> Begin(string method, JsonNode? argument)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(null, null);
        var answer = _invocations[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = SendAsync(new JsonObject { ["type"] = 1, ["invocationId"] = id, ["target"] = method, ["arguments"] = new JsonArray(argument) }.ToJsonString());
        return answer.Task.WaitAsync(Token);
    }

    private Task SendAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json + RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, Token);

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
                if (!received.EndOfMessage || text[^1] != RecordSeparator)
                    continue;
                foreach (var record in text.ToString().Split(RecordSeparator, StringSplitOptions.RemoveEmptyEntries))
                    Take(JsonNode.Parse(record)!.AsObject());
                text.Clear();
                if (!_sleeps)
                    continue;
                await _gone.Task;
                break;
            }
        }
        catch (Exception cut) when (cut is WebSocketException or OperationCanceledException)
        {
            // By the hub, or by this test.
        }

        _pushes.Writer.TryComplete();
    }

    private void Take(JsonObject message)
    {
        switch (message["type"]?.GetValue<int>())
        {
            case 1:
                _pushes.Writer.TryWrite((message["target"]!.GetValue<string>(), message["arguments"]![0]!));
                break;
            case 3:
                _invocations[message["invocationId"]!.GetValue<string>()].SetResult(message);
                break;
        }
    }
}
