using Meet.Rtc.Stun;

namespace Meet.Media.Streams;

/// <summary>The node's part of TCP, which its workers share; without a door where TCP is off.</summary>
internal sealed class NodeStreams : IDisposable
{
    private readonly StreamDoor? _door;

    /// <exception cref="System.ComponentModel.Win32Exception">An address is taken or not this machine's.</exception>
    public NodeStreams(MediaOptions options, TimeProvider time)
    {
        Limits = new StreamLimits((2 * options.MaxSessions) + StreamDoor.MaxCallers, options.MaxTcpConnectionsPerAddress);
        if (options.Tcp)
            _door = new StreamDoor(options.ListenAt(options.TcpPort ?? options.FirstPort), Limits, Ufrags, time);
        Addresses = [.. _door?.Addresses ?? []];
    }

    public StreamLimits Limits { get; }

    public UfragDirectory Ufrags { get; } = new();

    /// <summary>Where browsers may connect; none where TCP is off.</summary>
    public IReadOnlyList<TransportAddress> Addresses { get; }

    /// <summary>Connections that were closed without having been anybody's.</summary>
    public long Refused => _door?.Refused ?? 0;

    public void Start() => _door?.Start();

    public void Dispose() => _door?.Dispose();
}
