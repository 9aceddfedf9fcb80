using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Meet.Contracts.Media.Rpc;

namespace Meet.Testing.People;

/// <summary>
/// Somebody in a Meet without a browser, which costs a hundredth of one: signs in, is rung, accepts, says a tone, and counts what it hears
/// from whom. It has no jitter buffer and no picture.
/// </summary>
public sealed class Talker : IAsyncDisposable
{
    private const int LinesOfEachKind = 12;
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(20);

    private readonly HubConnection _hub;
    private readonly RtcPeer _peer;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<uint, int> _heard = new();
    private Task _talking = Task.CompletedTask;
    private Task _listening = Task.CompletedTask;

    private Talker(Person person, HubConnection hub)
    {
        Person = person;
        _hub = hub;
        _peer = new RtcPeer(person.Id);
    }

    public Person Person { get; }

    /// <summary>From how many streams at least <paramref name="packets"/> packets came.</summary>
    public int Hears(int packets) => _heard.Count(stream => stream.Value >= packets);

    /// <summary>Opens the person's page: they can be rung from now on.</summary>
    public static async Task<Talker> OpenAsync(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new Talker(person, await person.ConnectAsync());
    }

    /// <summary>Waits for the ring of this Meet, accepts, and talks until disposed.</summary>
    public async Task AcceptAsync(Guid meetId)
    {
        await _hub.PushedAsync("meetChanged", push => push["meet"]!["meetId"]!.GetValue<Guid>() == meetId);
        var accepted = (await Person.PostAsync($"/api/meets/{meetId}/accept", new { })).ShouldBeOk().Json;
        var offer = _peer.Offer(receive: LinesOfEachKind);
        var joined = await _hub.InvokeAsync("Join", new
        {
            grant = accepted["grant"]!["token"]!.GetValue<string>(),
            offer = new { sdp = offer.Sdp, publish = offer.Publish.Select(line => new { mid = line.Mid, source = line.Source.ToString().ToLowerInvariant() }) },
            sources = new { mic = true, camera = false, screen = false },
        });
        _peer.Take(Negotiated(joined));
        await _peer.ConnectAsync();
        _listening = ListenAsync();
        _talking = TalkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _talking;
        await _listening;
        await _peer.DisposeAsync();
        await _hub.DisposeAsync();
        Person.Dispose();
        _stop.Dispose();
    }

    private static Negotiated Negotiated(JsonNode joined) =>
        new() { SessionId = joined["sessionId"]!.GetValue<string>(), Sdp = joined["answer"]!.GetValue<string>() };

    private async Task TalkAsync()
    {
        using var timer = new PeriodicTimer(FrameTime);
        try
        {
            for (ushort sequence = 1; await timer.WaitForNextTickAsync(_stop.Token); sequence++)
            {
                _peer.SendAudio(sequence, sequence * 960u, Tone.Frames[sequence % Tone.Frames.Count].Span, level: 20);
            }
        }
        catch (OperationCanceledException)
        {
            // Falls silent.
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var ssrc in _peer.HeardAsync(_stop.Token))
            {
                _heard.AddOrUpdate(ssrc, 1, static (_, count) => count + 1);
            }
        }
        catch (OperationCanceledException)
        {
            // Listens no more.
        }
    }
}
