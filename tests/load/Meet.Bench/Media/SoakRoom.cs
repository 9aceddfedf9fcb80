using Meet.Load;
using Meet.Load.Rooms;
using Meet.Load.Streams;

namespace Meet.Bench.Media;

/// <summary>
/// A large room in which people come and go: a few talk, the first of them with a camera, the others listen. Who goes says so to the node,
/// or closes the page, or is gone without a word, in turn; somebody of the same kind comes instead.
/// </summary>
internal sealed class SoakRoom(LoadGenerator generator, LoadRoom room, int people)
{
    private readonly List<(LoadSession Session, int Place)> _present = [];

    // What is random here is the same in every run.
    private readonly Random _random = new(4);

    private int Talkers => Math.Max(2, people / 50);

    public int Joins { get; private set; }

    public async Task FillAsync(CancellationToken cancellationToken)
    {
        for (var place = 0; place < people; place++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await JoinAsync(place);
        }
    }

    /// <summary>So many go, and others come.</summary>
    public async Task ChurnAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var index = _random.Next(_present.Count);
            var place = _present[index].Place;
            await LeaveAsync(index);
            await JoinAsync(place);
        }
    }

    public async Task EmptyAsync()
    {
        while (_present.Count > 0)
            await LeaveAsync(_present.Count - 1);
    }

    private async Task JoinAsync(int place)
    {
        var session = place >= Talkers
            ? await room.PlayAsync(Talkers, 1)
            : await room.PublishAsync(place == 0 ? [StreamShape.Voice, StreamShape.Camera] : [StreamShape.Voice]);
        _present.Add((session, place));
        Joins++;
    }

    private async Task LeaveAsync(int index)
    {
        var session = _present[index].Session;
        _present.RemoveAt(index);
        switch (Joins % 3)
        {
            case 0:
                await room.LeaveAsync(session);
                break;
            default:
                await generator.RemoveAsync(session.Peer, silently: Joins % 3 == 1);
                break;
        }
    }
}
