using System.Collections.Concurrent;
using System.Security.Cryptography;
using Meet.Contracts.Media;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Codecs;
using Meet.Media.Events;
using Meet.Media.Fleet;
using Meet.Media.Grants;
using Meet.Media.Rooms;
using Meet.Media.Workers;
using Meet.ServiceDefaults.Identity;
using Meet.Rtc.Srtp;
using Meet.Testing.People;
using Microsoft.Extensions.Logging.Abstractions;

namespace Meet.Media.Tests.Peers;

/// <summary>A real node with real workers and sockets on loopback, and a signer of grants.</summary>
internal sealed class TestNode : IDisposable, ISessionReports
{
    public const string NodeId = "media-test";

    private readonly string _keys = Directory.CreateTempSubdirectory("meet-media-").FullName;
    private readonly TokenSigner _signer;
    private readonly TokenVerifier _verifier;

    /// <param name="addresses">What it announces and listens on; IPv4's loopback by default.</param>
    public TestNode(
        int workers = 1, int maxParticipants = 200, string addresses = "127.0.0.1", bool tcp = true, int maxTcpConnections = 256,
        string videoCodecs = VideoCodecs.Default, int maxSessions = 2000, int meetSessionsPerWorker = 100, int maxPacketsPerSecond = 1_000_000)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Path.Combine(_keys, "key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(_keys, "pub"), key.ExportSubjectPublicKeyInfoPem());
        _signer = new TokenSigner(Path.Combine(_keys, "key"), Tokens.MeetsIssuer, TimeProvider.System);
        _verifier = new TokenVerifier(Path.Combine(_keys, "pub"), Tokens.MeetsIssuer, NodeId, TimeProvider.System);
        Options = new MediaOptions
        {
            NodeId = NodeId,
            FirstPort = 0,
            Workers = workers,
            MaxParticipantsPerMeet = maxParticipants,
            MaxSessions = maxSessions,
            MaxPacketsPerSecond = maxPacketsPerSecond,
            MeetSessionsPerWorker = meetSessionsPerWorker,
            VideoCodecs = videoCodecs,
            Address = addresses,
            Tcp = tcp,
            MaxTcpConnectionsPerAddress = maxTcpConnections,
        };
        Node = new MediaNode(Options, new JoinGrants(_verifier), Time, this, NullLogger<MediaNode>.Instance, State);
    }

    public MovableTime Time { get; } = new();

    public MediaOptions Options { get; }

    public MediaNode Node { get; }

    /// <summary>Whether it takes rooms.</summary>
    public NodeState State { get; } = new();

    public ConcurrentQueue<MediaSessionChanged> Changes { get; } = new();

    /// <summary>Whom it has sent elsewhere.</summary>
    public ConcurrentQueue<MediaRoomRefused> Refused { get; } = new();

    /// <summary>Called on the worker's thread, at the moment of a report.</summary>
    public Action<MediaSessionChanged>? OnReport { get; set; }

    /// <param name="video">The Meet's own codecs, if it has any.</param>
    public string Grant(Guid meet, Guid participant, string audience = NodeId, string? video = null)
    {
        var claims = new Dictionary<string, object>
        {
            [Claims.Tenant] = "demo",
            [Claims.Subject] = participant.ToString(),
            [JoinGrants.MeetClaim] = meet.ToString(),
        };
        if (video is not null)
            claims[JoinGrants.VideoClaim] = video;
        return _signer.Sign(audience, claims).Token;
    }

    public Task<Negotiating> JoinAsync(Guid meet, Guid participant, Offer offer) =>
        Node.JoinAsync(Grant(meet, participant), offer, new Sources { Mic = true });

    /// <summary>Somebody who is connected.</summary>
    /// <exception cref="ShouldAssertException">The node refused.</exception>
    public async Task<RtcPeer> PeerAsync(
        Guid meet, SrtpProfile profile = SrtpProfile.AeadAes128Gcm, int receive = 1, Guid? id = null, bool keepsConsent = true, bool namesSsrc = true,
        bool simulcast = false, PeerPath? path = null, Action<Offer>? change = null)
    {
        var peer = new RtcPeer(id ?? Guid.CreateVersion7(), profile, keepsConsent, path);
        var offer = peer.Offer(receive, namesSsrc: namesSsrc, simulcast: simulcast);
        change?.Invoke(offer);
        var outcome = await JoinAsync(meet, peer.Id, offer);
        outcome.Refusal.ShouldBe(Refusal.None, outcome.Error?.ToString());
        peer.Take(outcome.Answer!);
        await peer.ConnectAsync();
        return peer;
    }

    /// <summary>
    /// Until the lines of somebody who was there before carry so many tracks: they are filled at the next tick, which is later than a newcomer is
    /// connected on a fast machine.
    /// </summary>
    public async Task CarriesAsync(RtcPeer peer, int tracks)
    {
        var events = (await Node.WatchAsync(peer.SessionId))!;
        await events.UntilAsync(told => told.Bindings?.Bindings_.Count == tracks);
    }

    /// <summary>
    /// Until the workers have surely begun two turns and ended the first of them: read the few packets that were sent before, seen what time it is, and done what
    /// is due. As many messages as a turn takes fill each turn, so that the answer comes from a later one however late they are taken.
    /// </summary>
    public async Task TurnsAsync()
    {
        foreach (var worker in Node.Workers)
        {
            for (var i = 0; i < 2 * Worker.MaxMessagesPerTurn; i++)
                worker.Tell(static _ => { });
            await worker.AskAsync(_ => 0);
        }
    }

    /// <summary>Until it is so on the first worker; asked on its thread.</summary>
    /// <exception cref="TimeoutException">It has not become so in 30 s.</exception>
    public async Task UntilAsync(Func<Worker, bool> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await Node.Workers[0].AskAsync(isSo))
        {
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(30))
                throw new TimeoutException("It has not come about.");
            await Task.Delay(1);
        }
    }

    /// <summary>All memory that a history may need is there afterwards, however long the machine takes for what follows.</summary>
    public async Task FillHistoryBlocksAsync()
    {
        foreach (var worker in Node.Workers)
        {
            await worker.AskAsync(each =>
            {
                var blocks = Enumerable.Range(0, PacketHistory.MaxBlocks).Select(_ => each.HistoryBlocks.Rent()).ToList();
                blocks.ForEach(each.HistoryBlocks.Return);
                return 0;
            });
        }
    }

    void ISessionReports.Report(MediaSessionChanged change)
    {
        OnReport?.Invoke(change);
        Changes.Enqueue(change);
    }

    void ISessionReports.Report(MediaRoomRefused refused) => Refused.Enqueue(refused);

    public void Dispose()
    {
        Node.Dispose();
        _signer.Dispose();
        _verifier.Dispose();
        Directory.Delete(_keys, recursive: true);
    }
}

/// <summary>The system's clock, moved forward by tests; unlike the services' test clock it moves the monotonic time too.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long _offset;
    private long _frozenAt;

    public override long GetTimestamp() => (Volatile.Read(ref _frozenAt) is > 0 and var frozen ? frozen : base.GetTimestamp()) + Volatile.Read(ref _offset);

    /// <summary>From now on time passes only by <see cref="Advance"/>: for what is measured per second.</summary>
    public void Freeze() => Volatile.Write(ref _frozenAt, base.GetTimestamp());

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks * TimestampFrequency / TimeSpan.TicksPerSecond);
}
