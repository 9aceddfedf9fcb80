using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Meet.Rtc.Dtls;
using Meet.Rtc.Srtp;

namespace Meet.Rtc.Tests.Dtls;

/// <summary>The openssl program as an independent peer, over a real UDP socket.</summary>
public sealed class OpenSslClientTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meet-dtls-");

    [Theory]
    [InlineData("SRTP_AES128_CM_SHA1_80", SrtpProfile.Aes128CmHmacSha1Tag80)]
    [InlineData("SRTP_AEAD_AES_128_GCM", SrtpProfile.AeadAes128Gcm)]
    public async Task S_client_exports_the_keys_we_give(string name, SrtpProfile profile)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var (certificate, fingerprint) = WriteClientCertificate();
        using var client = Process.Start(new ProcessStartInfo("openssl")
        {
            ArgumentList =
            {
                "s_client", "-dtls1_2", "-connect", socket.LocalEndPoint!.ToString()!, "-use_srtp", name, "-cert", certificate, "-key", certificate,
                "-keymatexport", "EXTRACTOR-dtls_srtp", "-keymatexportlen", SrtpKeys.ExporterLength(profile).ToString(),
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = client.StandardOutput.ReadToEndAsync(deadline.Token);
            var sink = new SocketSink(socket);
            using var server = DtlsPair.ServerContext.CreateSession(DtlsRole.Server, sink);
            server.Expect(fingerprint);
            var buffer = new byte[2048];
            SrtpKeys? keys = null;
            while (server.State is DtlsState.Handshaking or DtlsState.Connected)
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), deadline.Token);
                sink.Peer = received.RemoteEndPoint;
                server.Feed(buffer.AsSpan(0, received.ReceivedBytes));
                if (keys is not null || !server.TryGetSrtpKeys(out keys)) continue;
                await client.StandardInput.WriteAsync("Q\n"); // s_client says goodbye with a close_notify
                await client.StandardInput.FlushAsync(deadline.Token);
            }

            server.State.ShouldBe(DtlsState.Closed);
            keys.ShouldNotBeNull().Profile.ShouldBe(profile);
            var exported = Convert.ToHexString([.. keys.Client.Key, .. keys.Server.Key, .. keys.Client.Salt, .. keys.Server.Salt]);
            (await output).ShouldContain("Keying material: " + exported);
            (await output).ShouldContain("profile=" + name);
        }
        finally
        {
            if (!client.HasExited) client.Kill();
            await client.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private (string Path, DtlsFingerprint Fingerprint) WriteClientCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=peer", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(_folder.FullName, "peer.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return (path, DtlsFingerprint.Of(certificate.RawData));
    }

    private sealed class SocketSink(Socket socket) : IDtlsSink
    {
        public EndPoint? Peer { get; set; }

        public void Send(ReadOnlySpan<byte> datagram) => socket.SendTo(datagram, Peer!);
    }
}
