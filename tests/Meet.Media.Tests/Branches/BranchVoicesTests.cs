using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Media.Voices;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Branches;

/// <summary>Five places for the whole of a large Meet, on however many workers it is.</summary>
public sealed class BranchVoicesTests : IAsyncDisposable
{
    private readonly SpreadMeet _meet = new(workers: 3, perWorker: 4);
    private readonly Dictionary<RtcPeer, ushort> _sequences = [];

    public ValueTask DisposeAsync() => _meet.DisposeAsync();

    [Fact]
    public async Task The_same_five_are_heard_everywhere_and_who_begins_to_speak_anywhere_is_one_of_them()
    {
        await GatherAsync(9);
        var speaker = _meet.Peers[8];

        foreach (var listener in (RtcPeer[])[_meet.Peers[1], _meet.Peers[4]])
            await SpeakUntilHeardAsync(speaker, listener);

        var heard = new List<HashSet<string>>();
        foreach (var peer in _meet.Peers)
            heard.Add(await HeardByAsync(peer, speaker));
        var five = heard.SelectMany(each => each).ToHashSet();
        five.Count.ShouldBe(LoudestVoices.Places);
        five.ShouldContain(speaker.Id.ToString());
        for (var i = 0; i < heard.Count; i++)
            heard[i].ShouldBe(five.Where(id => id != _meet.Peers[i].Id.ToString()), ignoreOrder: true);
    }

    [Fact]
    public async Task Who_is_muted_elsewhere_takes_no_place()
    {
        await GatherAsync(9);
        var (listener, last) = (_meet.Peers[1], _meet.Peers[8]);
        var events = (await _meet.Node.Node.WatchAsync(listener.SessionId))!;
        (await _meet.Node.Node.SetSourcesAsync(last.SessionId, new Sources { Mic = false })).ShouldBeTrue();
        await events.UntilAsync(e => e.Peers?.Peers_.Any(peer => peer.ParticipantId == last.Id.ToString() && !peer.Sources.Mic) == true);

        for (var i = 0; i < 5; i++)
            Speak(last);
        await _meet.SettleAsync();
        (await SpeakUntilHeardAsync(_meet.Peers[6], listener, passOver: false)).ShouldBe(6);

        (await _meet.Node.Node.SetSourcesAsync(last.SessionId, new Sources { Mic = true })).ShouldBeTrue();
        await SpeakUntilHeardAsync(last, listener);
    }

    [Fact]
    public async Task When_the_oldest_branch_is_gone_the_next_decides()
    {
        await GatherAsync(11);
        for (var i = 0; i < 4; i++)
            await _meet.Node.Node.LeaveAsync(_meet.Peers[i].SessionId);
        (await _meet.SessionsAsync()).ShouldBe([0, 4, 3]);

        var (speaker, listener) = (_meet.Peers[10], _meet.Peers[4]);
        await SpeakUntilHeardAsync(speaker, listener);
        (await HeardByAsync(listener, speaker)).Count.ShouldBeInRange(LoudestVoices.Places - 1, LoudestVoices.Places);
    }

    private async Task GatherAsync(int people)
    {
        for (var i = 0; i < people; i++)
            await _meet.JoinAsync(receive: LoudestVoices.Places);
        foreach (var peer in _meet.Peers)
        {
            var events = (await _meet.Node.Node.WatchAsync(peer.SessionId))!;
            await events.UntilAsync(e => e.Peers?.Peers_.Count == people - 1);
        }
    }

    /// <summary>Whose voices the listener's lines carry, once the speaker has a place; who has one hears four others.</summary>
    private async Task<HashSet<string>> HeardByAsync(RtcPeer listener, RtcPeer speaker)
    {
        var events = (await _meet.Node.Node.WatchAsync(listener.SessionId))!;
        var told = await events.UntilAsync(e => e.Bindings is { } bindings && (listener == speaker
            ? Voices(bindings).Count == LoudestVoices.Places - 1
            : Voices(bindings).Contains(speaker.Id.ToString()) && Voices(bindings).Count >= LoudestVoices.Places - 1));
        return Voices(told.Bindings);
    }

    private static HashSet<string> Voices(Bindings bindings) => [.. bindings.Bindings_.Where(each => each.Source == Source.Mic).Select(each => each.ParticipantId)];

    /// <summary>Packet after packet, as one speaks, until the listener has one. Returns whose.</summary>
    private async Task<int> SpeakUntilHeardAsync(RtcPeer speaker, RtcPeer listener, bool passOver = true)
    {
        var heard = NextAsync(listener, passOver ? IndexOf(speaker) : null);
        while (!heard.IsCompleted)
        {
            // Two in a row: one would be a click.
            Speak(speaker);
            Speak(speaker);
            await Task.WhenAny(heard, Task.Delay(20));
        }

        return await heard;
    }

    private void Speak(RtcPeer speaker)
    {
        var sequence = _sequences[speaker] = (ushort)(_sequences.GetValueOrDefault(speaker) + 1);
        speaker.SendAudio(sequence, sequence * 960u, [(byte)IndexOf(speaker)], level: 40);
    }

    private int IndexOf(RtcPeer peer) => _meet.Peers.ToList().IndexOf(peer);

    private static async Task<int> NextAsync(RtcPeer listener, int? speaker)
    {
        while (true)
        {
            RtpPacket.TryParse(await listener.NextRtpAsync(), out var packet).ShouldBeTrue();
            if (packet.PayloadType == 111 && (speaker ?? packet.Payload[0]) == packet.Payload[0])
                return packet.Payload[0];
        }
    }
}
