using System.Security.Cryptography;
using System.Threading.Channels;
using Meet.Contracts.Media;
using Meet.Contracts.Media.Rpc;
using Meet.Media.Branches;
using Meet.Media.Codecs;
using Meet.Media.Events;
using Meet.Media.Fleet;
using Meet.Media.Grants;
using Meet.Media.Negotiation;
using Meet.Media.Quality;
using Meet.Media.Streams;
using Meet.Media.Whip;
using Meet.Media.Workers;
using Meet.Rtc.Dtls;
using Meet.Rtc.Sdp;
using Microsoft.IdentityModel.Tokens;
using NodeLog = Meet.Media.Workers.Log;

namespace Meet.Media;

/// <summary>How a join or a new offer ended: <see cref="Answer"/> is set exactly when it succeeded.</summary>
internal sealed record Negotiating(Negotiated? Answer, Refusal Refusal = Refusal.None, SdpError? Error = null)
{
    /// <summary>Our side's username fragment, where there is an answer.</summary>
    public string IceUfrag { get; init; } = "";
}

/// <summary>Elsewhere: the room is not here, and the node opens none.</summary>
internal enum Refusal { None, BadGrant, BadOffer, Full, SessionOver, NoPublisher, Elsewhere }

/// <summary>
/// This node: its workers and the way to them. Grants and descriptions are read here, on the caller's thread; workers see plans only.
/// </summary>
internal sealed class MediaNode : IDisposable
{
    private readonly MediaOptions _options;
    private readonly JoinGrants _grants;
    private readonly DtlsCertificate _certificate;
    private readonly DtlsContext _dtls;
    private readonly NodeStreams _streams;
    private readonly TimeProvider _time;
    private readonly ISessionReports _reports;
    private readonly SessionDirectory _directory;
    private readonly MediaPolicy _policy;
    private readonly List<Worker> _workers = [];

    public MediaNode(
        MediaOptions options, JoinGrants grants, TimeProvider time, ISessionReports reports, ILogger<MediaNode> logger, NodeState? state = null)
    {
        (_options, _grants, _time, _reports) = (options, grants, time, reports);
        _policy = new MediaPolicy(VideoCodecs.Parse(options.VideoCodecs)!, options.Red);
        WhipPolicy = new MediaPolicy(VideoCodecs.Parse(options.Whip.VideoCodecs)!, options.Red);
        _certificate = DtlsCertificate.Create(time);
        _dtls = new DtlsContext(_certificate);
        _directory = new SessionDirectory(options.MaxSessions, options.Whip.MaxSessions, state ?? new NodeState())
        {
            MaxParticipants = options.MaxParticipantsPerMeet,
            SessionsPerWorker = options.MeetSessionsPerWorker,
        };
        _streams = new NodeStreams(options, time);
        for (var i = 0; i < options.WorkerCount; i++)
        {
            var worker = new Worker(i, options, _streams, _dtls, time, reports, _directory, logger);
            _workers.Add(worker);
            _directory.Add(worker);
        }

        WorkerLinks.Connect(_workers);
        foreach (var worker in _workers)
            worker.Start();
        _streams.Start();
        NodeLog.Started(logger, options.NodeId, string.Join(", ", _workers.SelectMany(worker => worker.Candidates).Distinct()));
    }

    /// <summary>Of rooms that are no Meets.</summary>
    public MediaPolicy WhipPolicy { get; }

    public IReadOnlyList<Worker> Workers => _workers;

    /// <summary>TCP connections that were closed without having been anybody's.</summary>
    public long RefusedConnections => _streams.Refused;

    /// <summary>Sessions, those that are being opened included.</summary>
    public int SessionCount => _directory.Count;

    /// <summary>Meets that have sessions here, each counted once on however many workers it is.</summary>
    public int MeetCount => _directory.Meets;

    public async Task<Negotiating> JoinAsync(string token, Offer offer, Sources sources)
    {
        if (await _grants.VerifyAsync(token) is not { } grant)
            return new Negotiating(null, Refusal.BadGrant);
        var (plan, error) = Planner.Plan(offer, PolicyOf(grant));
        if (plan is null)
            return new Negotiating(null, Refusal.BadOffer, error);
        return await EnterAsync(grant, plan, sources);
    }

    /// <summary>Opens a session for somebody who may have it.</summary>
    /// <param name="whip">For a session of WHIP or WHEP, whose room is named by the grant like a Meet.</param>
    public async Task<Negotiating> EnterAsync(JoinGrant grant, SessionPlan plan, Sources sources, WhipSession? whip = null)
    {
        var sessionId = $"{_options.NodeId}.{Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16))}";
        var refused = _directory.Acquire(sessionId, grant, whip is not null, out var worker);
        if (refused == Refusal.Elsewhere && whip is null)
            _reports.Report(new MediaRoomRefused(grant.TenantId, grant.MeetId, _options.NodeId, _time.GetUtcNow()));
        if (refused != Refusal.None)
            return new Negotiating(null, refused);
        JoinResult result;
        try
        {
            result = await worker.AskAsync(w => w.Rooms.Join(grant, sessionId, plan, sources, whip));
        }
        catch
        {
            _directory.Release(sessionId, grant.MeetId);
            throw;
        }

        if (result.Refusal == Refusal.None)
            return new Negotiating(Reply(sessionId, plan, result.Negotiation!)) { IceUfrag = result.Negotiation!.Answer.Credentials.Ufrag };
        _directory.Release(sessionId, grant.MeetId);
        return new Negotiating(null, result.Refusal);
    }

    /// <summary>New ICE credentials for a session of WHIP or WHEP, or the news that there is no need for them.</summary>
    public async Task<PatchResult> PatchAsync(string sessionId, WhipSession session, string? ifMatch, IceFragment fragment) =>
        _directory.FindSession(sessionId) is { } worker
            ? await worker.AskAsync(w => w.Rooms.Patch(sessionId, session, ifMatch, fragment))
            : new PatchResult(IcePatchKind.NotFound);

    /// <summary>Ends a session of WHIP or WHEP. False: there is no such session in that room.</summary>
    public async Task<bool> EndAsync(string sessionId, WhipSession session) =>
        _directory.FindSession(sessionId) is { } worker
            && await worker.AskAsync(w => w.Rooms.IsWhip(sessionId, session) && w.Rooms.Leave(sessionId));

    public async Task<Negotiating> NegotiateAsync(string sessionId, Offer offer)
    {
        if (_directory.Find(sessionId) is not { Worker: var worker, Grant: var grant })
            return new Negotiating(null, Refusal.SessionOver);
        var (plan, error) = Planner.Plan(offer, PolicyOf(grant));
        if (plan is null)
            return new Negotiating(null, Refusal.BadOffer, error);
        var result = await worker.AskAsync(w => w.Rooms.Negotiate(sessionId, plan));
        return result is null ? new Negotiating(null, Refusal.SessionOver) : new Negotiating(Reply(sessionId, plan, result));
    }

    /// <summary>False: the session is over.</summary>
    public async Task<bool> SetSourcesAsync(string sessionId, Sources sources) =>
        _directory.FindSession(sessionId) is { } worker && await worker.AskAsync(w => w.Rooms.SetSources(sessionId, sources));

    /// <summary>False: the session is over.</summary>
    public async Task<bool> SetQualityAsync(string sessionId, QualitySample sample) =>
        _directory.FindSession(sessionId) is { } worker && await worker.AskAsync(w => w.Rooms.SetQuality(sessionId, sample));

    /// <summary>False: the session is over.</summary>
    public async Task<bool> SetViewsAsync(string sessionId, Dictionary<(Guid Participant, Source Source), int> heights) =>
        _directory.FindSession(sessionId) is { } worker && await worker.AskAsync(w => w.Rooms.SetViews(sessionId, heights));

    public async Task LeaveAsync(string sessionId)
    {
        if (_directory.FindSession(sessionId) is { } worker)
            await worker.AskAsync(w => w.Rooms.Leave(sessionId));
    }

    /// <summary>The Meet is over. One that is not here is no error.</summary>
    public async Task EndMeetAsync(Guid meetId)
    {
        foreach (var worker in _directory.FindRoom(meetId))
            await worker.AskAsync(w => w.Rooms.EndMeet(meetId));
    }

    /// <summary>The Meet goes on at another node: whoever is in it here is told that this is over. One that is not here is no error.</summary>
    public async Task MoveMeetAsync(Guid meetId)
    {
        foreach (var worker in _directory.FindRoom(meetId))
            await worker.AskAsync(w => w.Rooms.MoveMeet(meetId));
    }

    /// <summary>Ends all sessions of a room that is no Meet's. One that is not here is no error.</summary>
    public async Task EndWhipRoomAsync(Guid roomId)
    {
        foreach (var worker in _directory.FindRoom(roomId))
            await worker.AskAsync(w => w.Rooms.EndWhipRoom(roomId));
    }

    /// <summary>Null: the session is over.</summary>
    public async Task<ChannelReader<MediaEvent>?> WatchAsync(string sessionId) =>
        _directory.FindSession(sessionId) is { } worker ? await worker.AskAsync(w => w.Rooms.Watch(sessionId)) : null;

    /// <summary>Rooms that have sessions here, each counted once on however many workers it is.</summary>
    public int RoomCount => _directory.RoomCount;

    /// <summary>OpenSSL objects that exist: one for each session.</summary>
    public int SslObjects => _dtls.LiveSessions;

    public async Task<Holdings> HoldingsAsync()
    {
        var sum = new Holdings { Pinned = _directory.Count, SslObjects = SslObjects };
        foreach (var worker in _workers)
        {
            var held = await worker.AskAsync(w => w.Holdings);
            sum = sum with
            {
                Sessions = sum.Sessions + held.Sessions,
                Rooms = sum.Rooms + held.Rooms,
                Addresses = sum.Addresses + held.Addresses,
                Credentials = sum.Credentials + held.Credentials,
                HistoryBlocks = sum.HistoryBlocks + held.HistoryBlocks,
            };
        }

        return sum;
    }

    /// <summary>Ends every session with a word to its browser, before the node stops. Returns how many there were.</summary>
    public async Task<int> EndAllAsync()
    {
        var count = 0;
        foreach (var worker in _workers)
            count += await worker.AskAsync(w => w.Rooms.EndAll());
        return count;
    }

    public void Dispose()
    {
        // First the door: nobody is handed to a worker that is gone.
        _streams.Dispose();
        foreach (var worker in _workers)
            worker.Stop();
        foreach (var worker in _workers)
            worker.Dispose();
        _dtls.Dispose();
        _certificate.Dispose();
    }

    private MediaPolicy PolicyOf(JoinGrant grant) => grant.VideoCodecs is { } codecs ? new MediaPolicy(codecs, _options.Red) : _policy;

    private Negotiated Reply(string sessionId, SessionPlan plan, NegotiationResult result) => new()
    {
        SessionId = sessionId,
        Sdp = Answers.Write(plan, result.Answer, _dtls.CertificateFingerprint),
        Bindings = result.Bindings,
    };
}
