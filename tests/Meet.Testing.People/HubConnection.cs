using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Meet.Testing.People;

/// <summary>
/// A page's live connection: SignalR's JSON protocol on a plain WebSocket (messages end with U+001E; types 1 invocation,
/// 3 completion, 6 ping, 7 close).
/// </summary>
public sealed class HubConnection : IAsyncDisposable
{
    private const char End = '\u001e';

    private static readonly TimeSpan ClosesWithin = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly Channel<JsonNode> _pushes = Channel.CreateUnbounded<JsonNode>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode>> _answers = new(StringComparer.Ordinal);
    private readonly StringBuilder _everything = new();
    private Task _reading = Task.CompletedTask;
    private int _pushed;
    private int _invocations;

    /// <summary>All that was ever received, as it came.</summary>
    public string Everything
    {
        get
        {
            lock (_everything)
            {
                return _everything.ToString();
            }
        }
    }

    /// <summary>How many messages came that were no pings.</summary>
    public int Pushes => Volatile.Read(ref _pushed);

    /// <summary>Ends when no more can come, whoever closed it.</summary>
    public Task Closed => _reading;

    /// <summary>The first push: what this person must know now.</summary>
    public JsonNode Ready { get; private set; } = null!;

    public static async Task<HubConnection> OpenAsync(Uri site, string ticket)
    {
        var connection = new HubConnection();
        connection._socket.Options.SetRequestHeader("Origin", site.GetLeftPart(UriPartial.Authority));
        var address = new UriBuilder(site) { Scheme = "ws", Path = "/hub", Query = $"access_token={ticket}" }.Uri;
        await connection._socket.ConnectAsync(address, CancellationToken.None);
        await connection.SendAsync("""{"protocol":"json","version":1}""");
        connection._reading = connection.ReadAsync();
        connection.Ready = await connection.PushedAsync("ready");
        return connection;
    }

    /// <summary>The payload of the next push of that name that satisfies the condition; 60 s at most.</summary>
    public async Task<JsonNode> PushedAsync(string name, Func<JsonNode, bool>? condition = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var message in _pushes.Reader.ReadAllAsync(limit.Token))
        {
            if (message["target"]?.GetValue<string>() == name
                && message["arguments"]?[0] is { } payload
                && (condition is null || condition(payload)))
            {
                return payload;
            }
        }

        throw new InvalidOperationException($"The connection closed before '{name}' was pushed.");
    }

    /// <summary>All of these; they travel in queues of their own, so none has to be first. 60 s at most.</summary>
    public async Task PushedInAnyOrderAsync(params (string Name, Func<JsonNode, bool> Condition)[] awaited)
    {
        var left = awaited.ToList();
        while (left.Count > 0)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var message = await _pushes.Reader.ReadAsync(limit.Token);
            left.RemoveAll(one => message["target"]?.GetValue<string>() == one.Name
                && message["arguments"]?[0] is { } payload && one.Condition(payload));
        }
    }

    /// <summary>Calls a method of the hub; its answer is not waited for.</summary>
    public Task SendAsync(string method, object argument) =>
        SendAsync(JsonSerializer.Serialize(new { type = 1, target = method, arguments = new[] { argument } }));

    /// <summary>Calls a method of the hub and waits for what it answers; 60 s at most.</summary>
    /// <exception cref="InvalidOperationException">The hub refused; the message is its error.</exception>
    public async Task<JsonNode> InvokeAsync(string method, object argument)
    {
        var id = Interlocked.Increment(ref _invocations).ToString(CultureInfo.InvariantCulture);
        var answer = _answers[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments = new[] { argument } }));
        var completion = await answer.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return completion["result"] ?? throw new InvalidOperationException($"{method}: {completion["error"]}");
    }

    /// <summary>As a browser that crashes: nobody says anything.</summary>
    public void BreakOff() => _socket.Abort();

    /// <summary>
    /// As a page that is closed: the socket says so, and that is answered. A connection that is reset before has lost the word on its way, as if
    /// the page had broken off.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            try
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, CancellationToken.None);
                await _reading.WaitAsync(ClosesWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (WebSocketException)
            {
                // It broke just now.
            }
        }

        await _closed.CancelAsync();
        await _reading;
        _socket.Dispose();
        _closed.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        var text = new StringBuilder();
        var decoder = Encoding.UTF8.GetDecoder();
        var characters = new char[buffer.Length];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), _closed.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                text.Append(characters, 0, decoder.GetChars(buffer, 0, received.Count, characters, 0));
                await TakeMessagesAsync(text);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // Closed by us, or by a service that was stopped: no more pushes.
        }

        _pushes.Writer.TryComplete();
    }

    private async Task TakeMessagesAsync(StringBuilder text)
    {
        var received = text.ToString();
        var complete = received.LastIndexOf(End) + 1;
        text.Remove(0, complete);
        lock (_everything)
        {
            _everything.Append(received, 0, complete);
        }

        foreach (var part in received[..complete].Split(End, StringSplitOptions.RemoveEmptyEntries))
        {
            var message = JsonNode.Parse(part)!;
            if (message["type"]?.GetValue<int>() == 6)
            {
                // A ping answered by a ping keeps the connection alive in both directions.
                await SendAsync("""{"type":6}""");
            }
            else if (message["invocationId"]?.GetValue<string>() is { } id && _answers.TryRemove(id, out var asked))
            {
                asked.SetResult(message);
            }
            else
            {
                Interlocked.Increment(ref _pushed);
                _pushes.Writer.TryWrite(message);
            }
        }
    }

    private Task SendAsync(string message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, _closed.Token);
}
