using System.Buffers.Binary;
using Meet.Contracts.Media.Rpc;
using Meet.Media;
using Meet.Media.Codecs;
using Meet.Media.Events;
using Meet.Media.Grants;
using Meet.Media.Negotiation;
using Meet.Media.Tests.Codecs;
using Meet.Media.Tests.Voices;
using Meet.Rtc.Rtp;
using Meet.Testing.People;
using Microsoft.Extensions.Logging;

namespace Meet.Fuzz.Targets;

/// <summary>
/// Two people in a Meet on a real node, over real sockets: anna, whose packets are damaged before they are encrypted with her session's keys,
/// and ben, who receives what she sends. The node's time passes by a millisecond an input.
/// </summary>
internal sealed class FuzzedMeet : IDisposable
{
    /// <summary>Bytes by which all that is alive may grow: what both peers have not read, and histories of pictures.</summary>
    private const long MaxGrowth = 16 << 20;

    private const uint WordsSsrc = 0x70000000;

    private readonly FailureLog _log = new();
    private readonly SteppedTime _time = new();
    private readonly MediaNode _node;
    private readonly Guid _meet = Guid.CreateVersion7();
    private readonly Dictionary<uint, ushort> _next = [];
    private readonly byte[] _before = new byte[Mutator.MaxLength];
    private readonly string _codec;
    private int _beforeLength;
    private long _turns;
    private ushort _words;
    private long _alive;

    public FuzzedMeet(string codec)
    {
        _codec = codec;
        var options = new MediaOptions { NodeId = "media-fuzz", FirstPort = 0, Workers = 1, VideoCodecs = codec, Tcp = false, MaxPacketsPerSecond = 1_000_000 };
        _node = new MediaNode(options, new JoinGrants(null), _time, new NoReports(), _log);
        Anna = Join(simulcast: codec == "VP8", static _ => { });
        // Without reports nothing is held back from ben.
        Ben = Join(simulcast: false, RtcOffer.WithoutCongestionReports);
        for (var i = 0; i < 100; i++)
            Turn([]);
        // SRTP knows so many streams of one peer: this one is among them from the start.
        GoOn();
    }

    public RtcPeer Anna { get; }

    public RtcPeer Ben { get; }

    /// <summary>Lets the node take what was sent, and looks after it.</summary>
    /// <param name="input">That was sent.</param>
    public void Turn(ReadOnlySpan<byte> input)
    {
        _time.Advance();
        if (++_turns % 256 == 0)
        {
            Anna.SendCheck();
            Ben.SendCheck();
        }

        _node.Workers[0].AskAsync(static _ => 0).GetAwaiter().GetResult();
        if (_log.TakeFailure() is { } failure)
            throw new BrokenPromiseException($"A turn failed: {failure} Before: {Convert.ToHexStringLower(_before.AsSpan(0, _beforeLength))}");
        input.CopyTo(_before);
        _beforeLength = input.Length;
        if (_turns % 512 == 0) GoOn();
        if (_turns % 8192 == 0) Measure();
    }

    public void Dispose()
    {
        Anna.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Ben.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _node.Dispose();
    }

    /// <summary>The number of anna's next packet of that stream.</summary>
    public ushort Next(uint ssrc, int step = 1)
    {
        // SRTP knows so many streams of one peer; a few of those that never were will do.
        var known = _next.TryGetValue(ssrc, out var number) || _next.Count < 1000;
        number += (ushort)step;
        if (known) _next[ssrc] = number;
        return number;
    }

    /// <summary>
    /// What anna says is heard by ben, whatever she has sent before. By an SSRC that none of it had: one that she has given to her picture by mistake stays
    /// her picture's.
    /// </summary>
    private void GoOn()
    {
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(word, _turns);
        var packet = new byte[100];
        var builder = new RtpPacketBuilder(packet, 111, marker: false, _words++, (uint)_turns * 48, WordsSsrc);
        builder.AddExtension(RtcOffer.LevelId, [30]);
        builder.AddExtension(RtcOffer.MidId, "0"u8);
        Anna.SendRtp(packet.AsSpan(0, builder.End(word)));
        while (true)
        {
            var heard = Ben.NextRtpAsync(Ben.SsrcOf(2)).GetAwaiter().GetResult();
            if (RtpPacket.TryParse(heard, out var read) && read.Payload.SequenceEqual(word)) return;
        }
    }

    private void Measure()
    {
        var held = _node.HoldingsAsync().GetAwaiter().GetResult();
        if (held is not { Sessions: 2, Rooms: 1, SslObjects: 2, Addresses: 2 }) throw new BrokenPromiseException($"It holds something else: {held}.");
        var alive = GC.GetTotalMemory(forceFullCollection: true);
        _alive = _alive == 0 ? alive : _alive;
        if (alive > _alive + MaxGrowth) throw new BrokenPromiseException($"It grew from {_alive} to {alive} bytes.");
    }

    private RtcPeer Join(bool simulcast, Action<Offer> change)
    {
        var peer = new RtcPeer(Guid.CreateVersion7(), keepsConsent: false);
        var offer = peer.Offer(simulcast: simulcast);
        RedOffers.WithRed(offer);
        if (_codec != "VP8") offer.Use((_codec, SessionTarget.VideoType));
        change(offer);
        var (plan, error) = Planner.Plan(offer, new MediaPolicy(VideoCodecs.Parse(_codec)!));
        if (plan is null) throw new BrokenPromiseException(error!.ToString());
        var outcome = _node.EnterAsync(new JoinGrant("fuzz", _meet, peer.Id), plan, new Sources { Mic = true, Camera = true }).GetAwaiter().GetResult();
        peer.Take(outcome.Answer!);
        peer.ConnectAsync().GetAwaiter().GetResult();
        return peer;
    }

    /// <summary>Keeps the first exception that the node logs.</summary>
    private sealed class FailureLog : ILogger<MediaNode>
    {
        private Exception? _failure;

        public Exception? TakeFailure() => Interlocked.Exchange(ref _failure, null);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null) Interlocked.CompareExchange(ref _failure, exception, null);
        }
    }

    private sealed class SteppedTime : TimeProvider
    {
        private long _milliseconds = 1_000_000;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Volatile.Read(ref _milliseconds);

        public void Advance() => Interlocked.Increment(ref _milliseconds);
    }
}
