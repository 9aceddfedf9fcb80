using System.ComponentModel.DataAnnotations;
using System.Net;
using Meet.Media.Fleet;
using Meet.Media.Net;
using Meet.Media.Whip;
using Meet.Rtc.Stun;

namespace Meet.Media;

/// <summary>Configuration section <c>Media</c>. A node does not start with values that break these rules.</summary>
internal sealed record MediaOptions : IValidatableObject
{
    public const string Section = "Media";

    /// <summary>This node's name in join grants and session ids.</summary>
    [Required]
    [RegularExpression("^[a-z0-9-]{1,40}$")]
    public string NodeId { get; init; } = "";

    /// <summary>The IP addresses that browsers are told to send to, the preferred one first, separated by commas: IPv4, IPv6 or both.</summary>
    [Required]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>
    /// The IP addresses to listen on, one of a family at most, where they are not those of <see cref="Address"/>: behind a one-to-one
    /// NAT, or where several of a family are announced.
    /// </summary>
    public string? ListenAddress { get; init; }

    /// <summary>The first worker's UDP port; each further worker takes the next. 0 lets the kernel choose.</summary>
    [Range(0, 65535)]
    public int FirstPort { get; init; } = 8120;

    /// <summary>Whether browsers that cannot send UDP may connect by TCP (RFC 6544).</summary>
    public bool Tcp { get; init; } = true;

    /// <summary>The node's TCP port, one for all workers; by default the number of <see cref="FirstPort"/>. 0 lets the kernel choose.</summary>
    [Range(0, 65535)]
    public int? TcpPort { get; init; }

    /// <summary>TCP connections from one IPv4 address or one /64 of IPv6: an office behind one address is one.</summary>
    [Range(1, 100_000)]
    public int MaxTcpConnectionsPerAddress { get; init; } = 256;

    /// <summary>Threads that move packets, each with its own port; 0: one for each processor.</summary>
    [Range(0, 128)]
    public int Workers { get; init; }

    /// <summary>PRODUCT.md's capability matrix: at most 200 in a voice or video Meet.</summary>
    [Range(1, 200)]
    public int MaxParticipantsPerMeet { get; init; } = 200;

    /// <summary>
    /// So many sessions of a Meet, or of a room of <see cref="Whip"/>, on one worker before it goes on on another as well
    /// (docs/media/workers.md); of no meaning with one worker.
    /// </summary>
    [Range(1, 100_000)]
    public int MeetSessionsPerWorker { get; init; } = 100;

    /// <summary>Sessions on this node over all Meets.</summary>
    [Range(1, 100_000)]
    public int MaxSessions { get; init; } = 2000;

    /// <summary>
    /// RTP packets that one session may send, with half a second's at once; more are not forwarded. Thrice what a camera in three layers, a
    /// screen and a voice are at their best.
    /// </summary>
    [Range(100, 1_000_000)]
    public int MaxPacketsPerSecond { get; init; } = 3000;

    /// <summary>
    /// The video codecs of Meets, the preferred one first, of VP8, H264, VP9 and AV1. Who lacks all of them sends no picture; who lacks the one
    /// that another sends in does not see that one (docs/media/codecs.md).
    /// </summary>
    public string VideoCodecs { get; init; } = Codecs.VideoCodecs.Default;

    /// <summary>
    /// Where meets and signaling find the gRPC port, as an absolute URI. Without it: <c>Meet:Grpc</c>, and where that listens on every
    /// address, the one that this host's name has.
    /// </summary>
    public string? GrpcAddress { get; init; }

    /// <summary>How long Meets may go on here, in seconds, after the node was told to stop; then they are moved (docs/media/nodes.md).</summary>
    [Range(0, 86_400)]
    public int DrainSeconds { get; init; } = 60;

    /// <summary>When the node takes no new rooms.</summary>
    public AdmissionOptions Admission { get; init; } = new();

    /// <summary>
    /// Whether browsers that can are to send each frame of a voice a second time, with the next one (RFC 2198): single losses are not heard
    /// then, and a voice takes about 35 kbit/s more (docs/media/red.md).
    /// </summary>
    public bool Red { get; init; } = true;

    /// <summary>
    /// The node alone, without RabbitMQ and without meets and its keys: there are no Meets then, only rooms of
    /// <see cref="Whip"/>. For measurements and for streaming without the rest of the product.
    /// </summary>
    public bool Standalone { get; init; }

    /// <summary>Rooms that are no Meets.</summary>
    public WhipOptions Whip { get; init; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Standalone && !Whip.Enabled)
            yield return new ValidationResult("Media:Standalone without Media:Whip:Enabled is a node that nobody can enter.");
        if (Codecs.VideoCodecs.Parse(VideoCodecs) is null)
            yield return new ValidationResult($"Media:VideoCodecs names some of {Codecs.VideoCodecs.All}, each once, separated by commas.");
        foreach (var problem in NodeAddresses.Problems(Address, ListenAddress))
            yield return new ValidationResult(problem);
        foreach (var problem in Admission.Problems(MaxSessions).Concat(Whip.Problems()))
            yield return problem;
    }

    internal IReadOnlyList<IPAddress> Announced => NodeAddresses.Parse(Address)!;

    /// <summary>What to bind a port to: one address of each family that the node has.</summary>
    internal IEnumerable<TransportAddress> ListenAt(int port) =>
        NodeAddresses.Parse(ListenAddress ?? Address)!.Select(address => TransportAddress.From(new IPEndPoint(address, port)));

    internal int WorkerCount => Workers > 0 ? Workers : Environment.ProcessorCount;
}
