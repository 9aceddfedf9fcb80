using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Meet.Testing.People;

namespace Meet.Bench.Joins;

/// <summary>
/// A page's live connection that counts what is pushed, by event, and reads nothing of it: two hundred of these beside the services must
/// not be most of the work.
/// </summary>
internal sealed class CountingPage : IAsyncDisposable
{
    private const byte End = 0x1e;

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<string, (long Messages, long Bytes)> _pushed;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode>> _calls = new(StringComparer.Ordinal);
    private Task _reading = Task.CompletedTask;

    private int _called;

    private CountingPage(ConcurrentDictionary<string, (long Messages, long Bytes)> pushed) => _pushed = pushed;

    /// <summary>Told of each push: its event, and its beginning as it came, of which nothing may be kept.</summary>
    public Action<string, ReadOnlyMemory<byte>>? OnPush { get; set; }

    /// <param name="pushed">Where it counts, together with others.</param>
    public static async Task<CountingPage> OpenAsync(
        Person person, string site, ConcurrentDictionary<string, (long Messages, long Bytes)> pushed)
    {
        var ticket = (await person.PostAsync("/api/session/hub-ticket")).ShouldBeOk().Json["ticket"]!.GetValue<string>();
        var page = new CountingPage(pushed);
        page._socket.Options.SetRequestHeader("Origin", site);
        await page._socket.ConnectAsync(new UriBuilder(site) { Scheme = "ws", Path = "/hub", Query = $"access_token={ticket}" }.Uri, CancellationToken.None);
        await page.SendAsync("""{"protocol":"json","version":1}""");
        page._reading = page.ReadAsync();
        await page._ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return page;
    }

    /// <summary>The hub's <c>Join</c>.</summary>
    public async Task<JsonNode> JoinAsync(object argument)
    {
        var id = Interlocked.Increment(ref _called).ToString(CultureInfo.InvariantCulture);
        var joined = _calls[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = "Join", arguments = new[] { argument } }));
        var completion = await joined.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return completion["result"] ?? throw new InvalidOperationException($"Join: {completion["error"]}");
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
        _closed.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var (filled, skipped) = (0, 0L);
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(filled), _closed.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    return;
                filled += received.Count;
                for (int end; (end = buffer.AsSpan(0, filled).IndexOf(End)) >= 0; skipped = 0)
                {
                    await TakeAsync(buffer.AsMemory(0, end), end + 1 + skipped);
                    buffer.AsSpan(end + 1, filled - end - 1).CopyTo(buffer);
                    filled -= end + 1;
                }

                // Of a push that is longer than the buffer its beginning says all.
                if (filled == buffer.Length)
                    (filled, skipped) = (buffer.Length / 2, skipped + (buffer.Length / 2));
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // Closed by us, or by a service that was stopped.
        }
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> message, long bytes)
    {
        if (message.Span.StartsWith("""{"type":1,"target":"""u8))
        {
            var name = Encoding.ASCII.GetString(message.Span[20..(20 + message.Span[20..].IndexOf((byte)'"'))]);
            _pushed.AddOrUpdate(name, (1, bytes), (_, sum) => (sum.Messages + 1, sum.Bytes + bytes));
            if (name == "ready")
                _ready.TrySetResult();
            OnPush?.Invoke(name, message);
        }
        else if (message.Span.StartsWith("""{"type":3,"""u8))
        {
            var completion = JsonNode.Parse(message.Span)!;
            if (_calls.TryRemove(completion["invocationId"]!.GetValue<string>(), out var call))
                call.TrySetResult(completion);
        }
        else if (message.Span.StartsWith("""{"type":6"""u8))
        {
            // A ping answered by a ping keeps the connection alive in both directions.
            await SendAsync("""{"type":6}""");
        }
    }

    private async Task SendAsync(string message)
    {
        await _sending.WaitAsync(_closed.Token);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)End), WebSocketMessageType.Text, endOfMessage: true, _closed.Token);
        }
        finally
        {
            _sending.Release();
        }
    }
}
