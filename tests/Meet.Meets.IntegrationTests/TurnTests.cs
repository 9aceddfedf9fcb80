using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Meet.Meets.Turn;
using Meet.Rtc.Stun;
using Meet.Testing;

namespace Meet.Meets.IntegrationTests;

/// <summary>Our credentials at a real coturn, asked for a relay as a browser asks (RFC 8656 section 7.1).</summary>
public sealed class TurnTests
{
    private const StunMessageType Allocate = (StunMessageType)0x0003;
    private const StunMessageType AllocateSuccess = (StunMessageType)0x0103;
    private const StunAttributeType Realm = (StunAttributeType)0x0014;
    private const StunAttributeType Nonce = (StunAttributeType)0x0015;
    private const StunAttributeType RequestedTransport = (StunAttributeType)0x0019;
    private const int Success = 0;
    private const int Unauthorized = 401;

    [Fact]
    public async Task Coturn_takes_credentials_until_their_time_and_with_their_secret_only()
    {
        Assert.SkipUnless(TurnServer.IsInstalled, TurnServer.Missing);
        using var turn = await TurnServer.StartAsync();
        var options = new TurnOptions { Urls = [turn.Url], Secret = TurnServer.Secret, Lifetime = 60 };
        var participant = Guid.CreateVersion7();
        IceServer Made(TurnOptions by, TimeSpan ago) => new TurnServers(by, new Earlier(ago)).For(participant)[0];

        (await AllocateAsync(turn, Made(options, TimeSpan.Zero))).ShouldBe(Success);
        (await AllocateAsync(turn, Made(options, TimeSpan.FromSeconds(70)))).ShouldBe(Unauthorized);
        (await AllocateAsync(turn, Made(options with { Secret = "another secret altogether" }, TimeSpan.Zero))).ShouldBe(Unauthorized);
    }

    /// <summary>The answer's error code, 0 for a relay.</summary>
    private static async Task<int> AllocateAsync(TurnServer turn, IceServer server)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, turn.Port));
        // The first answer refuses, and names what has to be in the second request.
        var challenge = await AskAsync(socket, Request([], [], server));
        StunMessage.TryParse(challenge, out var refusal).ShouldBeTrue();
        refusal.ErrorCode.ShouldBe(Unauthorized);
        refusal.TryGet(Realm, out var realm).ShouldBeTrue();
        refusal.TryGet(Nonce, out var nonce).ShouldBeTrue();
        var answer = await AskAsync(socket, Request(realm, nonce, server));
        StunMessage.TryParse(answer, out var message).ShouldBeTrue();
        return message.Type == AllocateSuccess ? Success : message.ErrorCode;
    }

    private static byte[] Request(ReadOnlySpan<byte> realm, ReadOnlySpan<byte> nonce, IceServer server)
    {
        var writer = new StunWriter(new byte[1000], Allocate, RandomNumberGenerator.GetBytes(12));
        writer.AddUInt32(RequestedTransport, 17u << 24); // UDP
        if (realm.Length > 0)
        {
            writer.AddBytes(StunAttributeType.Username, Encoding.UTF8.GetBytes(server.Username));
            writer.AddBytes(Realm, realm);
            writer.AddBytes(Nonce, nonce);
#pragma warning disable CA5351 // RFC 8489 section 9.2.2 names MD5.
            writer.AddIntegrity(MD5.HashData(Encoding.UTF8.GetBytes($"{server.Username}:{Encoding.UTF8.GetString(realm)}:{server.Credential}")));
#pragma warning restore CA5351
        }

        return writer.Written.ToArray();
    }

    private static async Task<byte[]> AskAsync(Socket socket, byte[] request)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[2000];
        await socket.SendAsync(request);
        return buffer[..await socket.ReceiveAsync(buffer, patience.Token)];
    }

    private sealed class Earlier(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - by;
    }
}
