using Meet.Load.Peers;
using Meet.Rtc.Dtls;
using Meet.Rtc.Ice;
using Meet.Rtc.Rtp;

namespace Meet.Load.Junk;

/// <summary>Makes junk: well-formed, where its kind has a form, since a node must look further into that before it is dropped.</summary>
/// <param name="ufrag">Of somebody who is there.</param>
internal sealed class JunkMaker(string ufrag) : IDtlsSink
{
    private const int MaxLength = 1200;

    private byte[]? _hello;

    public byte[] Make(JunkKind kind) => kind switch
    {
        JunkKind.Noise => Noise(),
        JunkKind.UnknownPeer => Check(IceCredentials.Create()),
        JunkKind.WrongPassword => Check(new IceCredentials(ufrag, IceCredentials.Create().Password)),
        JunkKind.Media => Media(),
        JunkKind.Handshake => Handshake(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such junk."),
    };

    void IDtlsSink.Send(ReadOnlySpan<byte> datagram) => _hello ??= datagram.ToArray();

    private static byte[] Noise()
    {
        var noise = new byte[Random.Shared.Next(1, MaxLength)];
        Random.Shared.NextBytes(noise);
        return noise;
    }

    private static byte[] Check(IceCredentials named)
    {
        Span<byte> check = stackalloc byte[512];
        return check[..PeerCheck.Write(check, IceCredentials.Create(), named, (ulong)Random.Shared.NextInt64())].ToArray();
    }

    private static byte[] Media()
    {
        Span<byte> packet = stackalloc byte[MaxLength];
        var builder = new RtpPacketBuilder(
            packet, 111, false, (ushort)Random.Shared.Next(), (uint)Random.Shared.Next(), (uint)Random.Shared.Next(2, int.MaxValue));
        Span<byte> payload = stackalloc byte[100];
        Random.Shared.NextBytes(payload);
        return packet[..builder.End(payload)].ToArray();
    }

    private byte[] Handshake()
    {
        if (_hello is null)
        {
            using var certificate = DtlsCertificate.Create(TimeProvider.System);
            using var context = new DtlsContext(certificate);
            using var session = context.CreateSession(DtlsRole.Client, this);
            session.Expect([certificate.Fingerprint]);
            session.Start();
        }

        return _hello ?? throw new InvalidOperationException("A client began no handshake.");
    }
}
