using Meet.Media.Rooms;
using Meet.Media.Tests.Branches;
using Meet.Media.Tests.Peers;
using Meet.Rtc.Rtcp;
using Meet.Rtc.Rtp;
using Meet.Testing.People;

namespace Meet.Media.Tests.Sync;

/// <summary>Whoever receives learns when a voice and a picture were captured, however long each was under way to the node.</summary>
public sealed class SenderReportTests
{
    private const ulong Second = 1UL << 32;

    // By a clock that is years from the node's.
    private const ulong Wall = 1_000_000_000 * Second;
    private const uint AudioStart = 4_000_000_000;
    private const uint VideoStart = 1_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_picture_that_comes_300_ms_after_the_voice_of_its_instant_is_told_as_of_that_instant(int workers)
    {
        await using var meet = new SpreadMeet(workers, perWorker: workers == 1 ? 10 : 1);
        var anna = await meet.JoinAsync();
        var ben = await meet.JoinAsync(receive: 1);
        var (mic, camera) = await meet.LinesAsync(ben, anna);

        Report(anna, Wall, AudioStart, VideoStart);
        await meet.SettleAsync();
        // What reports say crosses workers with the next tick.
        meet.Node.Time.Advance(TimeSpan.FromMilliseconds(20));
        await meet.SettleAsync();
        anna.SendAudio(1, AudioStart + 4_800);
        anna.SendVideo(1, VideoStart + 9_000 - 27_000, keyframe: true);

        (await CapturedApartAsync(meet.Node, ben, mic, camera)).ShouldBe(-0.3, 0.001);
    }

    /// <summary>Or that person's voice would wait for what is late on the way of somebody else.</summary>
    [Fact]
    public async Task A_picture_beside_another_persons_voice_is_told_by_its_arrival()
    {
        using var node = new TestNode();
        var id = Guid.CreateVersion7();
        await using var anna = await node.PeerAsync(id, change: offer => offer.Publish.RemoveAt(0));
        await using var ben = await node.PeerAsync(id, change: offer => offer.Publish.RemoveAt(1));
        await using var carl = await node.PeerAsync(id);

        Report(anna, Wall, AudioStart, VideoStart);
        Report(ben, Wall, AudioStart, VideoStart);
        await node.TurnsAsync();
        ben.SendAudio(1, AudioStart + 4_800);
        anna.SendVideo(1, VideoStart + 9_000 - 27_000, keyframe: true);

        (await CapturedApartAsync(node, carl, 2, 3)).ShouldBe(0, 0.25);
    }

    [Fact]
    public async Task With_impossible_reports_the_time_of_arrival_counts()
    {
        using var node = new TestNode();
        var id = Guid.CreateVersion7();
        await using var anna = await node.PeerAsync(id);
        await using var ben = await node.PeerAsync(id);

        // By the reports, the picture is of five seconds before the voice.
        Report(anna, Wall, AudioStart, VideoStart + (6 * 90_000));
        await node.TurnsAsync();
        anna.SendAudio(1, AudioStart + 4_800);
        anna.SendVideo(1, VideoStart + 9_000, keyframe: true);

        (await CapturedApartAsync(node, ben, 2, 3)).ShouldBe(0, 0.25);
    }

    /// <summary>
    /// A guess by arrival would be off by what a picture's encoding takes, and browsers fit a line through twenty reports: it would take as many seconds
    /// to be forgotten.
    /// </summary>
    [Fact]
    public async Task Nothing_is_reported_before_the_publisher_has_unless_it_never_does()
    {
        using var node = new TestNode();
        var id = Guid.CreateVersion7();
        await using var anna = await node.PeerAsync(id);
        await using var ben = await node.PeerAsync(id);
        anna.SendAudio(0, AudioStart);
        var first = await ReadAsync(ben, 2);
        for (ushort i = 1; i <= 12; i++)
        {
            node.Time.Advance(TimeSpan.FromSeconds(1));
            anna.SendAudio(i, AudioStart + (48_000u * i));
            await ReadAsync(ben, 2);
            await node.TurnsAsync();
        }

        var (voice, _) = await ReportsAsync(ben, 2);
        (voice.RtpTime - first).ShouldBeInRange(10 * 48_000u, 11 * 48_000u);
    }

    [Fact]
    public async Task A_persons_voice_and_picture_are_of_one_stream_and_another_persons_of_another()
    {
        using var node = new TestNode();
        var id = Guid.CreateVersion7();
        await using var ben = await node.PeerAsync(id, receive: 2);

        var streams = ben.Answer.Sdp.Split("m=")[1..].Select(section => section.Split('\n').FirstOrDefault(line => line.StartsWith("a=msid:", StringComparison.Ordinal)))
            .Select(line => line?.Split([':', ' '])[1]).ToArray();
        streams.Length.ShouldBe(6);
        streams[2].ShouldNotBeNull();
        streams[3].ShouldBe(streams[2]);
        streams[4].ShouldNotBeNull().ShouldNotBe(streams[2]);
        streams[5].ShouldBe(streams[4]);
    }

    /// <summary>A jitter's difference of exactly 2^31 has no absolute value as an int.</summary>
    [Fact]
    public void Timestamps_half_a_circle_apart_are_counted_like_others()
    {
        var reception = new Reception(90_000);
        reception.OnPacket(1, 0, now: 1000);
        reception.OnPacket(2, 0x8000_0000, now: 1000);

        reception.Report(1, 1000).Jitter.ShouldBe(0x8000_0000u / 16);
    }

    private static void Report(RtcPeer from, ulong wall, uint audio, uint video)
    {
        Span<byte> buffer = stackalloc byte[200];
        var writer = new RtcpWriter(buffer);
        writer.AddSenderReport(new SenderReport(RtcOffer.AudioSsrc, wall, audio, 0, 0));
        writer.AddSenderReport(new SenderReport(RtcOffer.VideoSsrc, wall, video, 0, 0));
        from.SendRtcp(buffer[..writer.Length]);
    }

    /// <summary>In seconds: how much later than the voice's packet the picture's was captured, by what the lines' reports say.</summary>
    private static async Task<double> CapturedApartAsync(TestNode node, RtcPeer at, int mic, int camera)
    {
        var packets = await at.NextRtpOfEachAsync(at.SsrcOf(mic), at.SsrcOf(camera));
        node.Time.Advance(TimeSpan.FromSeconds(1.1));
        var (voice, picture) = await ReportsAsync(at, mic, camera);
        return CapturedAt(picture, packets[1], 90_000) - CapturedAt(voice, packets[0], 48_000) + ((long)(picture.NtpTime - voice.NtpTime) / (double)Second);
    }

    /// <summary>The first of the voice's line and, if asked for, of the picture's.</summary>
    private static async Task<(SenderReport Voice, SenderReport Picture)> ReportsAsync(RtcPeer at, int mic, int? camera = null)
    {
        var (voice, picture) = (default(SenderReport), default(SenderReport));
        await at.NextRtcpAsync(compound =>
        {
            foreach (var packet in new RtcpCompound(compound))
            {
                if (!packet.TryGetSenderReport(out var report))
                    continue;
                voice = report.Ssrc == at.SsrcOf(mic) && voice.NtpTime == 0 ? report : voice;
                picture = camera is { } line && report.Ssrc == at.SsrcOf(line) && picture.NtpTime == 0 ? report : picture;
            }

            return voice.NtpTime != 0 && (camera is null || picture.NtpTime != 0);
        });
        return (voice, picture);
    }

    private static async Task<uint> ReadAsync(RtcPeer at, int mid)
    {
        RtpPacket.TryParse(await at.NextRtpAsync(at.SsrcOf(mid)), out var packet).ShouldBeTrue();
        return packet.Timestamp;
    }

    private static double CapturedAt(SenderReport report, byte[] packet, int clockRate)
    {
        RtpPacket.TryParse(packet, out var read).ShouldBeTrue();
        return (int)(read.Timestamp - report.RtpTime) / (double)clockRate;
    }
}
