using Meet.Rtc.Dtls;

namespace Meet.Rtc.Tests.Dtls;

/// <summary>Our client and our server with a wire between them on which a test may lose, change and repeat datagrams.</summary>
internal sealed class DtlsPair : IDisposable
{
    private static readonly DtlsCertificate s_clientCertificate = DtlsCertificate.Create(TimeProvider.System);
    private static readonly DtlsCertificate s_serverCertificate = DtlsCertificate.Create(TimeProvider.System);

    public static DtlsContext ClientContext { get; } = new(s_clientCertificate);

    public static DtlsContext ServerContext { get; } = new(s_serverCertificate);

    private readonly Wire _toServer = new();
    private readonly Wire _toClient = new();

    public DtlsPair(DtlsContext? client = null, DtlsContext? server = null, bool verified = true)
    {
        client ??= ClientContext;
        server ??= ServerContext;
        Client = client.CreateSession(DtlsRole.Client, _toServer);
        Server = server.CreateSession(DtlsRole.Server, _toClient);
        if (!verified) return;
        Client.Expect(server.CertificateFingerprint);
        Server.Expect(client.CertificateFingerprint);
    }

    public DtlsSession Client { get; }

    public DtlsSession Server { get; }

    /// <summary>What arrives instead of each datagram on its way to the server: itself, nothing, several.</summary>
    public Func<byte[], IEnumerable<byte[]>> OnWayToServer { get; set; } = datagram => [datagram];

    public Func<byte[], IEnumerable<byte[]>> OnWayToClient { get; set; } = datagram => [datagram];

    /// <summary>Every datagram that was sent, in order.</summary>
    public List<byte[]> Seen { get; } = [];

    /// <summary>Whether a retransmission timer has run out.</summary>
    public bool TimersFired { get; private set; }

    public bool BothConnected => Client.State == DtlsState.Connected && Server.State == DtlsState.Connected;

    public static DtlsContext NewServerContext(params ReadOnlySpan<Meet.Rtc.Srtp.SrtpProfile> profiles) => new(s_serverCertificate, profiles);

    public static DtlsContext NewClientContext(params ReadOnlySpan<Meet.Rtc.Srtp.SrtpProfile> profiles) => new(s_clientCertificate, profiles);

    /// <summary>Starts and carries datagrams until nothing is under way.</summary>
    public DtlsPair Run()
    {
        Client.Start();
        Pump();
        return this;
    }

    public void Pump()
    {
        while (_toServer.Queue.Count + _toClient.Queue.Count > 0)
        {
            Carry(_toServer, Server, OnWayToServer);
            Carry(_toClient, Client, OnWayToClient);
        }
    }

    /// <summary>As <see cref="Run"/>, and lets the retransmission timers work until both are connected.</summary>
    public async Task RunWithTimersAsync()
    {
        Run();
        for (var turn = 0; turn < 40 && !BothConnected; turn++)
        {
            var next = new[] { Client.NextTimeout, Server.NextTimeout }.Min() ?? throw new InvalidOperationException($"No timer is armed: it would hang. {Client.State} {Client.Failure} {Client.FailureDetail}, {Server.State} {Server.Failure} {Server.FailureDetail}");
            await Task.Delay(next + TimeSpan.FromMilliseconds(1));
            TimersFired = true;
            Client.HandleTimeout();
            Server.HandleTimeout();
            Pump();
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private void Carry(Wire wire, DtlsSession to, Func<byte[], IEnumerable<byte[]>> onWay)
    {
        while (wire.Queue.TryDequeue(out var datagram))
        {
            Seen.Add(datagram);
            foreach (var arriving in onWay(datagram)) to.Feed(arriving);
        }
    }

    private sealed class Wire : IDtlsSink
    {
        public Queue<byte[]> Queue { get; } = new();

        public void Send(ReadOnlySpan<byte> datagram) => Queue.Enqueue(datagram.ToArray());
    }
}
