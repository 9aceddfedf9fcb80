using System.Globalization;
using Meet.Load.Streams;

namespace Meet.Load.Rooms;

/// <summary>Who is in a room. Talkers send sound, and pictures where there are any; listeners receive all of them.</summary>
/// <param name="TalkersListen">Talkers receive each other, in a session of their own each.</param>
internal sealed record Scenario(string Name, int Talkers, int Listeners, bool HasVideo, bool TalkersListen)
{
    // Joins at once: a node answers eight handshakes in a turn.
    private const int Width = 8;

    public int People => Talkers + Listeners;

    /// <summary>Copies of each packet that a node has to send, on average.</summary>
    public int Copies => Listeners + (TalkersListen ? Talkers - 1 : 0);

    private IReadOnlyList<StreamShape> Shapes => HasVideo ? [StreamShape.Voice, StreamShape.Camera] : [StreamShape.Voice];

    /// <summary><c>fanout-N</c>, <c>conference-N</c> or <c>voice-TALKERS-LISTENERS</c>; null: none of them, or with nobody to receive.</summary>
    public static Scenario? Parse(string name)
    {
        var parts = name.Split('-');
        int[] numbers = [.. parts.Skip(1).Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= 1000 ? n : 0)];
        return (parts[0], numbers) switch
        {
            ("fanout", [> 0 and var listeners]) => new Scenario(name, 1, listeners, HasVideo: true, TalkersListen: false),
            ("conference", [> 1 and var people]) => new Scenario(name, people, 0, HasVideo: true, TalkersListen: true),
            ("voice", [> 0 and var talkers, > 0 and var listeners]) => new Scenario(name, talkers, listeners, HasVideo: false, TalkersListen: true),
            _ => null,
        };
    }

    /// <summary>Everybody joins; talkers first, as those who listen name them.</summary>
    public async Task<List<LoadSession>> JoinAsync(LoadRoom room, CancellationToken cancellationToken)
    {
        var talkers = await EachAsync(Talkers, _ => room.PublishAsync(Shapes), cancellationToken);
        var sessions = new List<LoadSession>(talkers);
        if (TalkersListen && Talkers > 1)
            sessions.AddRange(await EachAsync(Talkers, i => PlayAsync(room, [.. talkers.Where(talker => talker != talkers[i])]), cancellationToken));
        sessions.AddRange(await EachAsync(Listeners, _ => PlayAsync(room, talkers), cancellationToken));
        return sessions;
    }

    private Task<LoadSession> PlayAsync(LoadRoom room, List<LoadSession> talkers) =>
        room.PlayAsync(talkers.Count, HasVideo ? talkers.Count : 0, talkers);

    private static async Task<List<LoadSession>> EachAsync(int count, Func<int, Task<LoadSession>> join, CancellationToken cancellationToken)
    {
        var sessions = new List<LoadSession>();
        for (var from = 0; from < count; from += Width)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sessions.AddRange(await Task.WhenAll(Enumerable.Range(from, Math.Min(Width, count - from)).Select(join)));
        }

        return sessions;
    }
}
