using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Meet.Bench.Joins;
using Meet.EndToEnd.Tests;
using Meet.Load.Peers;
using Meet.Load.Streams;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.Bench.Failover;

/// <summary>Somebody in a Meet whose page joins again where the Meet is, as soon as it is told of another node.</summary>
internal sealed class ComingBack : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly byte[] NodeMember = Encoding.ASCII.GetBytes("\"mediaNode\":\"");

    private readonly Crowd _crowd;
    private readonly Person _person;
    private readonly Guid _meet;
    private readonly CountingPage _page;
    private readonly IReadOnlyList<StreamShape> _sent;
    private LoadPeer _media;
    private string _node;
    private TaskCompletionSource<string> _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<long> _back = Task.FromResult(0L);

    private ComingBack(Crowd crowd, Person person, Guid meet, CountingPage page, IReadOnlyList<StreamShape> sent, LoadPeer media, string node)
    {
        (_crowd, _person, _meet, _page, _sent, _media, _node) = (crowd, person, meet, page, sent, media, node);
        page.OnPush = OnPush;
    }

    /// <summary>When the page was told, as a timestamp of the system's clock.</summary>
    public long ToldAt { get; private set; }

    /// <summary>How often it tried to come back, the one that succeeded included.</summary>
    public int Tries { get; private set; }

    public static async Task<ComingBack> EnterAsync(
        MeetSystem system, Crowd crowd, Person person, Guid meet, IReadOnlyList<StreamShape> sent,
        ConcurrentDictionary<string, (long Messages, long Bytes)> pushed)
    {
        var granted = (await person.PostAsync($"/api/meets/{meet}/join")).ShouldBeOk().Json;
        var page = await CountingPage.OpenAsync(person, system.BaseUrl, pushed);
        var media = await crowd.TakePartAsync(page.JoinAsync, granted, sent);
        return new ComingBack(crowd, person, meet, page, sent, media, NodeOf(granted));
    }

    /// <summary>From now on it comes back once, from whatever node the Meet is at.</summary>
    public void Await()
    {
        _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _back = ReturnAsync();
    }

    /// <summary>When something was received again; of who speaks, when media was connected.</summary>
    public Task<long> BackAsync() => _back.WaitAsync(Patience);

    public async ValueTask DisposeAsync() => await _page.DisposeAsync();

    private async Task<long> ReturnAsync()
    {
        var node = await _moved.Task;
        ToldAt = TimeProvider.System.GetTimestamp();
        await _crowd.LetGoAsync(_media);
        for (Tries = 1; ; Tries++)
        {
            try
            {
                var granted = (await _person.PostAsync($"/api/meets/{_meet}/join")).ShouldBeOk().Json;
                _media = await _crowd.TakePartAsync(_page.JoinAsync, granted, _sent);
                _node = NodeOf(granted);
                break;
            }
            catch (InvalidOperationException) when (Tries < 20)
            {
                // The hub said no: for instance that the node that it asked was the dead one.
                await Task.Delay(Pause);
            }
        }

        while (_sent.Count == 0 && !await _crowd.HasHeardAsync(_media))
            await Task.Delay(Pause);
        return TimeProvider.System.GetTimestamp();
    }

    private void OnPush(string push, ReadOnlyMemory<byte> beginning)
    {
        if (push != "meetChanged")
            return;
        var at = beginning.Span.IndexOf(NodeMember);
        if (at < 0)
            return;
        var rest = beginning.Span[(at + NodeMember.Length)..];
        var node = Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'"')]);
        if (node != _node)
            _moved.TrySetResult(node);
    }

    private static string NodeOf(JsonNode granted) => granted["meet"]!["mediaNode"]!.GetValue<string>();
}
