using System.Text;
using Meet.Rtc.Dtls;

namespace Meet.Fuzz.Targets;

/// <summary>Reads SDP's fingerprint attribute from Latin-1 text.</summary>
internal static class FingerprintTarget
{
    public static IFuzzTarget Create() => new StatelessTarget(
        input =>
        {
            Span<char> text = stackalloc char[input.Length];
            Encoding.Latin1.GetChars(input, text);
            return DtlsFingerprint.TryParse(text, out var fingerprint)
                && (fingerprint.ToString().Length > 60 ? true : throw new BrokenPromiseException("It cannot be written back."));
        },
        Seed("sha-256", 32),
        Seed("sha-384", 48),
        Seed("SHA-512", 64));

    private static byte[] Seed(string algorithm, int length) => Encoding.ASCII.GetBytes($"{algorithm} {string.Join(':', Enumerable.Repeat("a7", length))}");
}

/// <summary>The look at a datagram's records before OpenSSL sees it.</summary>
internal static class DtlsRecordsTarget
{
    public static IFuzzTarget Create()
    {
        using var handshake = new RecordedHandshake();
        return new StatelessTarget(DtlsRecords.AreWellFormed, [.. handshake.Seen]);
    }
}

/// <summary>A client and a server of ours, and all they say in a handshake.</summary>
internal sealed class RecordedHandshake : IDisposable
{
    private static readonly DtlsContext s_context = new(DtlsCertificate.Create(TimeProvider.System));

    private readonly Wire _toServer = new();
    private readonly Wire _toClient = new();

    public RecordedHandshake()
    {
        Client = s_context.CreateSession(DtlsRole.Client, _toServer);
        Server = s_context.CreateSession(DtlsRole.Server, _toClient);
        Client.Expect(s_context.CertificateFingerprint);
        Server.Expect(s_context.CertificateFingerprint);
        Client.Start();
        Carry();
    }

    public DtlsSession Client { get; }

    public DtlsSession Server { get; }

    public List<byte[]> Seen { get; } = [];

    public static DtlsSession NewServer() => s_context.CreateSession(DtlsRole.Server, new Nowhere());

    /// <summary>Closes the client, whatever was sent in the meantime.</summary>
    public void SayGoodbye()
    {
        _toServer.Queue.Clear();
        Client.Close();
        Carry();
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private void Carry()
    {
        int before;
        do
        {
            before = Seen.Count;
            while (_toServer.Queue.TryDequeue(out var datagram)) Record(datagram, Server);
            while (_toClient.Queue.TryDequeue(out var datagram)) Record(datagram, Client);
        }
        while (Seen.Count > before);
    }

    private void Record(byte[] datagram, DtlsSession to)
    {
        Seen.Add(datagram);
        to.Feed(datagram);
    }

    private sealed class Wire : IDtlsSink
    {
        public Queue<byte[]> Queue { get; } = new();

        public void Send(ReadOnlySpan<byte> datagram) => Queue.Enqueue(datagram.ToArray());
    }

    private sealed class Nowhere : IDtlsSink
    {
        public void Send(ReadOnlySpan<byte> datagram)
        {
        }
    }
}

/// <summary>An established session promises that nothing from outside ends it, or makes it deaf to its peer's goodbye.</summary>
internal sealed class EstablishedDtlsTarget : IFuzzTarget
{
    private const int InputsPerSession = 2_000;

    private RecordedHandshake _handshake = new();
    private int _fed;

    public int WriteSeed(Random random, Span<byte> buffer)
    {
        var seed = _handshake.Seen[random.Next(_handshake.Seen.Count)];
        seed.CopyTo(buffer);
        return seed.Length;
    }

    public bool Parse(Span<byte> input, bool isSeed)
    {
        var session = _fed++ % 2 == 0 ? _handshake.Server : _handshake.Client;
        session.Feed(input);
        if (session.State != DtlsState.Connected) throw new BrokenPromiseException($"It ended: {session.State} {session.FailureDetail}.");
        if (_fed == InputsPerSession) SayGoodbye();
        return DtlsRecords.AreWellFormed(input);
    }

    public void Dispose() => _handshake.Dispose();

    private void SayGoodbye()
    {
        using var ended = _handshake;
        _handshake = new RecordedHandshake();
        _fed = 0;
        ended.SayGoodbye();
        if (ended.Server.State != DtlsState.Closed) throw new BrokenPromiseException("It became deaf.");
    }
}

/// <summary>A server in its handshake may fail on such input, and no more than that. Accepted means: it went on.</summary>
internal sealed class HandshakingDtlsTarget : IFuzzTarget
{
    private readonly RecordedHandshake _handshake = new();
    private DtlsSession _server = RecordedHandshake.NewServer();
    private int _fed;

    public int WriteSeed(Random random, Span<byte> buffer)
    {
        // The ClientHello most often: without it nothing else is looked at.
        var seed = _handshake.Seen[random.Next(3) == 0 ? random.Next(_handshake.Seen.Count) : 0];
        seed.CopyTo(buffer);
        return seed.Length;
    }

    public bool Parse(Span<byte> input, bool isSeed)
    {
        _server.Feed(input);
        if (_server.State == DtlsState.Connected) throw new BrokenPromiseException("It connected to nobody.");
        var failed = _server.State == DtlsState.Failed;
        if (!failed && ++_fed < 8) return true;
        _server.Dispose();
        _server = RecordedHandshake.NewServer();
        _fed = 0;
        return !failed;
    }

    public void Dispose()
    {
        _server.Dispose();
        _handshake.Dispose();
    }
}
