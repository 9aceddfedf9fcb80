using Meet.Media.Codecs;
using Meet.Media.Events;
using Meet.Media.Negotiation;
using Meet.Media.Net;
using Meet.Media.Rooms;
using Meet.Media.Streams;
using Meet.Media.Tests.Peers;
using Meet.Media.Workers;
using Meet.Rtc.Dtls;
using Meet.Rtc.Rtcp;
using Meet.Testing.People;
using Microsoft.Extensions.Logging.Abstractions;

namespace Meet.Media.Tests.Rooms;

public sealed class CongestionReportsTests : IDisposable
{
    private readonly DtlsCertificate _certificate = DtlsCertificate.Create(TimeProvider.System);
    private readonly DtlsContext _dtls;
    private readonly SendBatch _send = new([]);
    private readonly MovableTime _time = new();
    private readonly WorkerClock _clock;
    private readonly RtcPeer _peer = new(Guid.CreateVersion7());
    private readonly Participant _anna;

    public CongestionReportsTests()
    {
        _dtls = new DtlsContext(_certificate);
        _clock = new WorkerClock(_time);
        _time.Freeze();
        _clock.Read();
        var directory = new Nowhere();
        var tools = new WorkerTools(
            _send, new StreamTable(new StreamLimits(1, 1)), new PeerIndex(new UfragDirectory(), directory), _dtls, _clock, [], "media-test",
            new NoReports(), directory, NullLogger.Instance)
        {
            PacketsPerSecond = 1,
        };
        var (plan, _) = Planner.Plan(_peer.Offer(), new MediaPolicy([MediaCodec.Vp8]));
        _anna = new Participant(new Room("demo", Guid.CreateVersion7(), tools, static _ => { }), _peer.Id, "session", plan!, tools);
        _anna.Bandwidth.Measure();
    }

    public void Dispose()
    {
        _anna.Transport.Dispose();
        _peer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _send.Dispose();
        _dtls.Dispose();
        _certificate.Dispose();
    }

    /// <summary>That a packet was under way for a second shows as soon as the report about it is read.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Of_one_datagram_two_reports_are_read(int before, bool isRead)
    {
        var number = _anna.Bandwidth.OnSending(1000);
        _time.Advance(TimeSpan.FromSeconds(1));
        _clock.Read();

        var writer = new RtcpWriter(new byte[1200]);
        for (var i = 0; i < before; i++)
            writer.AddRaw(Report((ushort)(number + 1000 + i)));
        writer.AddPli(1, 2);
        writer.AddRaw(Report(number));
        _anna.OnRtcp(writer.Written);

        _anna.Bandwidth.Suffers.ShouldBe(isRead);
    }

    private static byte[] Report(ushort number)
    {
        var feedback = new TransportFeedback();
        feedback.OnPacket(number, 1_000_000);
        var report = new byte[1000];
        return report[..feedback.Write(1, 2, report)];
    }

    private sealed class Nowhere : ISessionDirectory, IStreamOwner
    {
        public bool Has(string sessionId, Guid roomId) => false;

        public void Release(string sessionId, Guid meetId)
        {
            // Nobody has held it.
        }

        public bool Receive(Arrival arrival) => false;
    }
}
