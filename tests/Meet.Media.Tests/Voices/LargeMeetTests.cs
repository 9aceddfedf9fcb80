using System.Threading.Channels;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Tests.Peers;
using Meet.Media.Voices;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Voices;

/// <summary>Who is heard in a Meet with more people than places.</summary>
public sealed class LargeMeetTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestNode _node = new();
    private readonly Guid _meet = Guid.CreateVersion7();
    private readonly List<RtcPeer> _peers = [];
    private readonly Dictionary<RtcPeer, ushort> _sequences = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
            await peer.DisposeAsync();
        _node.Dispose();
    }

    [Fact]
    public async Task Six_people_all_have_lines_and_of_a_crowd_nobody_needs_more_than_five()
    {
        for (var i = 0; i < 6; i++)
            (await JoinAsync()).MoreAudio.ShouldBe(i);
        for (var i = 6; i < 30; i++)
        {
            var bindings = await JoinAsync();
            (bindings.MoreAudio, bindings.MoreVideo).ShouldBe((LoudestVoices.Places, i));
        }
    }

    [Fact]
    public async Task Who_begins_to_speak_gets_a_line_of_a_silent_one_which_goes_on_as_one_stream()
    {
        await GatherAsync(7);
        var (ben, first, last) = (_peers[1], _peers[0], _peers[6]);
        var events = (await _node.Node.WatchAsync(ben.SessionId))!;
        var before = await SpeakUntilHeardAsync(first, ben);
        _node.Time.Advance(TimeSpan.FromSeconds(2));
        await _node.TurnsAsync();

        var after = await SpeakUntilHeardAsync(last, ben);

        var told = await NextAsync(events, e => e.Bindings is { } b && b.Bindings_.Any(one => IsVoiceOf(one, last)));
        told.Bindings.Bindings_.Count(one => one.Source == Source.Mic).ShouldBe(LoudestVoices.Places);
        told.Bindings.MoreAudio.ShouldBe(0);
        // One of those who never spoke gave way.
        told.Bindings.Bindings_.ShouldContain(one => IsVoiceOf(one, first));
        after.Ssrc.ShouldNotBe(before.Ssrc);
    }

    [Fact]
    public async Task A_line_that_changes_its_speaker_goes_on_in_numbers_and_time()
    {
        await GatherAsync(7);
        var ben = _peers[1];
        // All who have places speak, and the first of them falls silent first.
        var before = await SpeakUntilHeardAsync(_peers[0], ben);
        _node.Time.Advance(TimeSpan.FromMilliseconds(100));
        foreach (var other in _peers.Skip(1).Take(4))
            await SpeakUntilHeardAsync(other, other == ben ? _peers[0] : ben);
        _node.Time.Advance(TimeSpan.FromSeconds(2));
        await _node.TurnsAsync();

        var after = await SpeakUntilHeardAsync(_peers[6], ben);

        after.Ssrc.ShouldBe(before.Ssrc);
        // The first that was heard of the new speaker, then whatever was said since without a gap.
        var said = (ushort)(after.Sequence - before.Sequence);
        said.ShouldBeInRange((ushort)1, _sequences[_peers[6]]);
        ((int)(after.Timestamp - before.Timestamp)).ShouldBeGreaterThanOrEqualTo((2 * 48_000) + ((said - 1) * 960), "two seconds, and what was said");
    }

    [Fact]
    public async Task Who_is_muted_takes_no_place_and_is_heard_by_nobody()
    {
        await GatherAsync(7);
        var (ben, last) = (_peers[1], _peers[6]);
        (await _node.Node.SetSourcesAsync(last.SessionId, new Sources { Mic = false })).ShouldBeTrue();

        for (var i = 0; i < 5; i++)
            Speak(last);
        await _node.TurnsAsync();
        (await SpeakUntilHeardAsync(_peers[0], ben, passOver: false)).Speaker.ShouldBe(0);

        // No longer muted: heard like everybody.
        (await _node.Node.SetSourcesAsync(last.SessionId, new Sources { Mic = true })).ShouldBeTrue();
        await SpeakUntilHeardAsync(last, ben);
    }

    private static bool IsVoiceOf(Binding binding, RtcPeer speaker) => binding.Source == Source.Mic && binding.ParticipantId == speaker.Id.ToString();

    private async Task<Bindings> JoinAsync()
    {
        var peer = new RtcPeer(Guid.CreateVersion7());
        _peers.Add(peer);
        return (await _node.JoinAsync(_meet, peer.Id, peer.Offer(receive: 0))).Answer!.Bindings;
    }

    private async Task GatherAsync(int people)
    {
        for (var i = 0; i < people; i++)
            _peers.Add(await _node.PeerAsync(_meet, receive: LoudestVoices.Places));
    }

    /// <summary>Packet after packet, as one speaks, until the listener has one, and then all of them: the last of these.</summary>
    private async Task<Heard> SpeakUntilHeardAsync(RtcPeer speaker, RtcPeer listener, bool passOver = true)
    {
        var heard = NextAsync(listener, passOver ? _peers.IndexOf(speaker) : null);
        while (!heard.IsCompleted)
        {
            // Two in a row: one would be a click.
            Speak(speaker);
            Speak(speaker);
            await Task.WhenAny(heard, Task.Delay(20));
        }

        var newest = await heard;
        while (newest.Sent != _sequences[speaker])
            newest = await NextAsync(listener, newest.Speaker);
        return newest;
    }

    private void Speak(RtcPeer speaker)
    {
        var sequence = _sequences[speaker] = (ushort)(_sequences.GetValueOrDefault(speaker) + 1);
        speaker.SendAudio(sequence, sequence * 960u, [(byte)_peers.IndexOf(speaker), (byte)(sequence >> 8), (byte)sequence], level: 40);
    }

    /// <param name="speaker">Packets of others are passed over; null: of nobody.</param>
    private static async Task<Heard> NextAsync(RtcPeer listener, int? speaker)
    {
        while (true)
        {
            RtpPacket.TryParse(await listener.NextRtpAsync(), out var packet).ShouldBeTrue();
            if (packet.PayloadType == 111 && (speaker ?? packet.Payload[0]) == packet.Payload[0])
                return new Heard(packet.Payload[0], (ushort)((packet.Payload[1] << 8) | packet.Payload[2]), packet.Ssrc, packet.Sequence, packet.Timestamp, packet.Marker);
        }
    }

    private static async Task<MediaEvent> NextAsync(ChannelReader<MediaEvent> events, Func<MediaEvent, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var happening = await events.ReadAsync(patience.Token);
            if (fits(happening))
                return happening;
        }
    }

    private sealed record Heard(int Speaker, ushort Sent, uint Ssrc, ushort Sequence, uint Timestamp, bool Marker);
}
