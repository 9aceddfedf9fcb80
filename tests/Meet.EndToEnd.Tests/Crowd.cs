using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Meet.Load;
using Meet.Load.Figures;
using Meet.Load.Peers;
using Meet.Load.Rooms;
using Meet.Load.Streams;
using Meet.Testing;
using Meet.Testing.People;

namespace Meet.EndToEnd.Tests;

/// <summary>
/// Many people in a Meet without a browser: each has an account, a session and a place in the Meet by the API and the hub, and its media from
/// the load generator, over ICE, DTLS and SRTP. Pages are closed once their person is in: the pushes to so many would be most of the work.
/// </summary>
internal sealed class Crowd(MeetSystem system) : IAsyncDisposable
{
    private const int VoiceLines = 5;

    // The gateway takes 60 sign-ins a minute from one address.
    private const int PeoplePerAddress = 50;
    private const int Width = 8;

    // None is opened for its stamp: recordings have none.
    private const int Unsampled = 1 << 16;

    private readonly LoadGenerator _generator = new(Unsampled);
    private readonly List<LoadPeer> _peers = [];

    /// <summary>
    /// New colleagues, signed in. Nobody could make them all: one session has 50 writes at once, and 5 a second. So the first of each fifty makes
    /// the next fifty.
    /// </summary>
    public async Task<IReadOnlyList<Person>> NewColleaguesAsync(Person admin, int count)
    {
        var people = new Person[count];
        for (var from = 0; from < count; from += PeoplePerAddress)
        {
            var (first, address) = (from, new IPAddress([127, 0, 1, (byte)(1 + (from / PeoplePerAddress))]));
            var maker = first == 0 ? admin : people[first - PeoplePerAddress];
            await EachAsync(Math.Min(PeoplePerAddress, count - first), async i =>
            {
                var account = new DemoAccount($"crowd-{Guid.NewGuid():n}@demo.example");
                (await maker.PostAsync("/api/chat/staff", new
                {
                    name = $"観客 {first + i}", email = account.Email, password = account.Password, operatorSeat = true, admin = i == 0,
                })).ShouldBeOk();
                people[first + i] = await Person.StaffAsync(system, account, address);
            });
        }

        return people;
    }

    /// <summary>They come into a Meet that goes on; in no order where they are many.</summary>
    public Task EnterAsync(IReadOnlyList<Person> people, Guid meetId, IReadOnlyList<StreamShape> sent) => EachAsync(people.Count, async i =>
    {
        var entered = (await people[i].PostAsync($"/api/meets/{meetId}/join")).ShouldBeOk().Json;
        await using var page = await people[i].OpenPageAsync();
        await TakePartAsync(page, entered, sent);
    });

    /// <param name="granted">The API's answer with the grant.</param>
    public Task TakePartAsync(HubConnection page, JsonNode granted, IReadOnlyList<StreamShape> sent) =>
        TakePartAsync(argument => page.InvokeAsync("Join", argument), granted, sent);

    /// <param name="join">Calls the hub's <c>Join</c> with its argument.</param>
    /// <returns>Their media, connected.</returns>
    public async Task<LoadPeer> TakePartAsync(Func<object, Task<JsonNode>> join, JsonNode granted, IReadOnlyList<StreamShape> sent)
    {
        var peer = await _generator.NewPeerAsync();
        lock (_peers)
        {
            _peers.Add(peer);
        }

        var ssrcs = sent.Select(_ => (uint)RandomNumberGenerator.GetInt32(2, int.MaxValue)).ToList();
        var joined = await join(new
        {
            grant = granted["grant"]!["token"]!.GetValue<string>(),
            offer = new
            {
                sdp = LoadOffer.Write(peer, _generator.Fingerprint, _generator.Port, sent, ssrcs, VoiceLines, 0),
                publish = sent.Select((shape, mid) => new
                {
                    mid = mid.ToString(CultureInfo.InvariantCulture), source = shape.IsVideo ? "camera" : "mic",
                }),
            },
            sources = new { mic = sent.Any(shape => !shape.IsVideo), camera = sent.Any(shape => shape.IsVideo), screen = false },
        });
        var answer = LoadAnswer.Parse(joined["answer"]!.GetValue<string>());
        await _generator.ConnectAsync(peer, answer.Transport);
        for (var i = 0; i < sent.Count; i++)
        {
            await _generator.PlayAsync(peer, sent[i], answer.IdsOf(i, ssrcs[i]));
        }

        return peer;
    }

    /// <summary>Whether anything was ever received by it.</summary>
    public Task<bool> HasHeardAsync(LoadPeer peer) => _generator.AskAsync(() => peer.Streams.All.Length > 0);

    /// <summary>Their media is no more, without a word to the node.</summary>
    public Task LetGoAsync(LoadPeer peer)
    {
        lock (_peers)
        {
            _peers.Remove(peer);
        }

        return _generator.RemoveAsync(peer);
    }

    /// <summary>What those who only listen have received since <see cref="BeginAsync"/>.</summary>
    public Task<LoadFigures> HeardAsync() => _generator.ReadAsync();

    public Task BeginAsync() => _generator.BeginWindowAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await _generator.RemoveAsync(peer);
        }

        _generator.Dispose();
    }

    private static Task EachAsync(int count, Func<int, Task> act) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = Width }, async (i, _) => await act(i));
}
