using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests;

/// <summary>How many messages to the kernel packets take (docs/media/packet-path.md), with a real node over real sockets.</summary>
public sealed class MessagesTests : IAsyncDisposable
{
    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();
    private readonly List<RtcPeer> _people = [];
    private readonly List<int> _lengths = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _people)
            await peer.DisposeAsync();
        _node.Dispose();
    }

    [Fact]
    public async Task Two_voices_that_came_in_one_turn_share_a_message_to_each_listener()
    {
        await JoinAsync(5);
        await ReadAsync(Voices, () =>
        {
            _people[0].SendAudio(1, 960);
            _people[1].SendAudio(1, 960);
        });

        var saved = await ReadAsync(Voices, () =>
        {
            _people[0].SendAudio(2, 1920);
            _people[1].SendAudio(2, 1920, [1, 2], level: 30);
        });

        saved.ShouldBe(3, "one for each of those who hear both");
    }

    [Fact]
    public async Task A_picture_whose_packets_differ_by_a_byte_is_one_message_to_each_watcher_and_arrives_as_it_was()
    {
        await JoinAsync(5);
        await ReadAsync(i => i == 0 ? 0 : 1, () => _people[0].SendVideo(1, 3000, keyframe: true, size: 500));

        var saved = await ReadAsync(i => i == 0 ? 0 : 4, () =>
        {
            for (ushort i = 0; i < 4; i++)
                _people[0].SendVideo((ushort)(2 + i), 6000, keyframe: false, picture: 2, size: i < 2 ? 1000 : 1001, marker: i == 3);
        });

        saved.ShouldBe(4 * 3);
        _lengths.ShouldBe(Enumerable.Repeat<int[]>([1000, 1000, 1001, 1001], 4).SelectMany(each => each));
    }

    // Two talk, and hear each other.
    private static int Voices(int person) => person < 2 ? 1 : 2;

    private async Task JoinAsync(int count)
    {
        for (var i = 0; i < count; i++)
            _people.Add(await _node.PeerAsync(_meet, receive: count - 1));
        foreach (var person in _people)
            await _node.CarriesAsync(person, 2 * (count - 1));
        // No ticks from now on, and so no reports.
        _node.Time.Freeze();
        await _node.TurnsAsync();
    }

    /// <summary>By how many the packets that people get outnumber their messages. All are sent before the worker's next turn.</summary>
    /// <param name="expected">How many packets each gets.</param>
    private async Task<long> ReadAsync(Func<int, int> expected, Action send)
    {
        var worker = _node.Node.Workers[0];
        var before = worker.Counters;
        using var gate = new ManualResetEventSlim();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stalled = worker.AskAsync(_ =>
        {
            reached.SetResult();
            return gate.Wait(TimeSpan.FromSeconds(30));
        });
        // A turn that has begun may receive what is sent before it comes to this.
        await reached.Task;
        send();
        gate.Set();
        (await stalled).ShouldBeTrue();
        await _node.TurnsAsync();
        var after = worker.Counters;
        _lengths.Clear();
        foreach (var peer in _people)
        {
            for (var i = 0; i < expected(_people.IndexOf(peer)); i++)
            {
                RtpPacket.TryParse(await peer.NextRtpAsync(), out var packet).ShouldBeTrue();
                _lengths.Add(packet.Payload.Length);
            }
        }

        return after.Sent - before.Sent - (after.Messages - before.Messages);
    }
}
